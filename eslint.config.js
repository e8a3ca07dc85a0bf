import js from '@eslint/js';
import hooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

/** What a rule may never touch: it takes values and returns a verdict (code-style, rule 3). */
const impure = [
  { selector: 'NewExpression[callee.name="Date"]', message: 'A rule has no clock: take the moment as a value.' },
  { selector: 'MemberExpression[object.name="Date"]', message: 'A rule has no clock: take the moment as a value.' },
  {
    selector: 'MemberExpression[object.name="Math"][property.name="random"]',
    message: 'A rule has no chance: take the random value as a value.',
  },
  { selector: 'AwaitExpression', message: 'A rule does not wait.' },
  { selector: 'ThrowStatement', message: 'A rule returns a verdict; it does not throw.' },
  { selector: 'Identifier[name="process"]', message: 'A rule does not know the process it runs in.' },
  { selector: 'CallExpression[callee.name="fetch"]', message: 'A rule does no input or output.' },
];

/** No text in code (code-style, rule 12): a letter in JSX is a string that nobody translated. */
const literalText = {
  selector: 'JSXText[value=/\\p{L}/u]',
  message: 'No literal text in JSX: use a key of strings.*.json.',
};

/** Logical sides only: right to left comes first. */
const physicalSide = {
  selector:
    'Property[key.name=/^(left|right|marginLeft|marginRight|paddingLeft|paddingRight|borderLeft|borderRight)$/]',
  message: 'Use the logical side: inline-start or inline-end.',
};

export default tseslint.config(
  { ignores: ['dist/**', 'out/**', 'node_modules/**', 'test-results/**'] },
  js.configs.recommended,
  ...tseslint.configs.recommendedTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: { allowDefaultProject: ['*.js', 'setup/*.mjs'] } } },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      'no-empty': ['error', { allowEmptyCatch: false }],
      'no-console': 'error',
      'no-restricted-syntax': 'off',
    },
  },
  {
    files: ['**/rules.ts', '**/rules/**/*.ts', '**/contract.ts', 'kernel/**/*.ts'],
    ignores: ['**/*.test.ts', 'kernel/assert.ts'],
    rules: { 'no-restricted-syntax': ['error', ...impure] },
  },
  {
    files: ['**/*.tsx'],
    plugins: { 'react-hooks': hooks },
    rules: {
      ...hooks.configs.recommended.rules,
      // It warns of what the React Compiler would skip; the compiler is not used (decision 009).
      'react-hooks/incompatible-library': 'off',
      'no-restricted-syntax': ['error', literalText, physicalSide],
    },
  },
  {
    files: ['**/*.test.ts', 'test/**/*.ts'],
    ignores: ['test/test-pool.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        {
          selector: 'NewExpression[callee.name="Pool"]',
          message: 'Use testPool: a pool that nobody listens to fails the run when its server stops.',
        },
      ],
    },
  },
  { files: ['cli/**', 'setup/**', 'test/bench/**'], rules: { 'no-console': 'off' } },
  { files: ['**/*.js', '**/*.mjs', '**/*.cjs'], ...tseslint.configs.disableTypeChecked },
  { files: ['**/*.cjs'], languageOptions: { sourceType: 'commonjs', globals: { module: 'readonly' } } },
  {
    files: ['**/*.{js,mjs}'],
    languageOptions: {
      globals: {
        process: 'readonly',
        console: 'readonly',
        URL: 'readonly',
        fetch: 'readonly',
        Buffer: 'readonly',
        setTimeout: 'readonly',
        performance: 'readonly',
      },
    },
  },
);
