/**
 * The arrows of the house (docs/map.md). `npm test -- imports` runs them, and fails when fewer modules were seen than
 * there are source files.
 */
const test = '\\.test\\.tsx?$';
/** What the screens of a module lend to those of others. */
const screensForOthers = '^modules/[^/]+/screens/for-others\\.ts$';
const contracts = ['^modules/contract\\.ts$', '^modules/[^/]+/contract(\\.ts|/)'];
const rules = '^modules/[^/]+/rules(\\.ts|/)';
const strings = '^modules/[^/]+/(strings|help)\\.[a-z]+\\.json$';

/** An import of types only leaves nothing behind at run time; it may look, but not touch. */
const atRunTime = { dependencyTypesNot: ['type-only'] };

const forbidden = [
  {
    name: 'kernel-imports-nothing',
    comment: 'The kernel is pure: it knows no room, no package and no Node.',
    from: { path: '^kernel/', pathNot: test },
    to: { pathNot: '^kernel/' },
  },
  {
    name: 'contract-knows-kernel-and-contracts',
    from: { path: contracts, pathNot: test },
    to: { pathNot: ['^kernel/', ...contracts, '^node_modules/(zod|@orpc/contract)/'] },
  },
  {
    name: 'rules-know-kernel-and-contracts',
    from: { path: rules, pathNot: test },
    to: { pathNot: ['^kernel/', ...contracts, rules, '^modules/module\\.ts$'] },
  },
  {
    name: 'rules-take-only-types-of-the-module-interface',
    from: { path: rules, pathNot: test },
    to: { path: '^modules/module\\.ts$', ...atRunTime },
  },
  {
    name: 'rules-stay-in-their-module',
    from: { path: '^modules/([^/]+)/rules(\\.ts|/)', pathNot: test },
    to: { path: '^modules/[^/]+/rules(\\.ts|/)', pathNot: '^modules/$1/' },
  },
  {
    name: 'schema-knows-columns-contract-and-schemas',
    from: { path: '^modules/([^/]+)/schema(\\.ts|/)' },
    to: {
      pathNot: [
        '^kernel/',
        '^db/columns',
        '^modules/$1/contract(\\.ts|/)',
        '^modules/[^/]+/schema(\\.ts|/)',
        '^node_modules/drizzle-orm/',
      ],
    },
  },
  {
    name: 'procedures-know-no-window-and-no-platform',
    from: { path: '^modules/[^/]+/(procedures(\\.ts|/)|index\\.ts$|seed\\.ts$|demonstration/|import-)' },
    to: { path: ['^office/', '^renderer/', '^electron/', '^cli/', '/screens(\\.tsx?|/)'], ...atRunTime },
  },
  {
    name: 'screens-know-the-window-and-contracts',
    comment: 'A screen calls procedures through renderer/rpc; it never reaches behind them.',
    from: { path: '^modules/([^/]+)/screens(\\.tsx?|/)', pathNot: test },
    to: {
      path: '^(modules|office|db|electron|cli)/',
      pathNot: [
        '^modules/$1/screens(\\.tsx?|/)',
        '^modules/$1/rules(\\.ts|/)',
        ...contracts,
        strings,
        '^office/contract/',
        screensForOthers,
      ],
    },
  },
  {
    name: 'modules-have-three-doors',
    comment: 'Another module is entered through its contract, its index (host) or what its screens offer to others.',
    from: { path: '^modules/([^/]+)/', pathNot: test },
    to: {
      path: '^modules/[^/]+/',
      pathNot: ['^modules/$1/', ...contracts, '^modules/[^/]+/(index|schema)\\.ts$', screensForOthers],
    },
  },
  {
    name: 'platform-enters-modules-through-doors',
    from: { path: '^(office|db|electron|cli|renderer|modules/[^/]+\\.ts$)', pathNot: test },
    to: {
      path: '^modules/[^/]+/',
      pathNot: [...contracts, '^modules/[^/]+/index\\.ts$', '^modules/[^/]+/screens(\\.tsx?$|/index\\.tsx?$)', strings],
    },
  },
  {
    name: 'index-is-for-the-host',
    comment: 'The window and the shell never load what runs in the office process.',
    from: { path: '^(renderer/|modules/[^/]+/screens|modules/ui\\.ts)', pathNot: test },
    to: { path: ['^modules/[^/]+/index\\.ts$', '^modules/host\\.ts$'], ...atRunTime },
  },
  {
    name: 'window-knows-no-office',
    comment: 'Of the office the window knows the contract; of Node nothing.',
    from: { path: '^renderer/', pathNot: test },
    to: { path: ['^office/', '^db/', '^electron/', '^cli/'], pathNot: '^office/contract/' },
  },
  {
    name: 'window-knows-no-node',
    from: { path: ['^renderer/', '/screens(\\.tsx?|/)', ...contracts, rules], pathNot: test },
    to: { dependencyTypes: ['core'] },
  },
  {
    name: 'database-knows-kernel-only',
    from: { path: '^db/', pathNot: test },
    to: { path: '^(modules|office|electron|renderer|cli)/' },
  },
  {
    name: 'office-knows-no-shell',
    from: { path: '^office/', pathNot: test },
    to: { path: '^(electron|renderer|cli)/' },
  },
  {
    name: 'shell-knows-the-windows-door-only',
    comment: 'What the shell puts on the window is typed in renderer/shell.ts; problems have one text for both.',
    from: { path: '^electron/', pathNot: test },
    to: { path: '^(renderer|cli|modules)/', pathNot: '^renderer/(shell\\.ts|app/strings\\.[a-z]+\\.json)$' },
  },
  {
    name: 'main-process-has-no-database',
    comment: 'SQLite never runs in the main process: it lives in the office process.',
    from: { path: '^electron/', pathNot: '^electron/utility\\.ts$' },
    to: { path: 'better-sqlite3', reachable: true },
  },
  {
    name: 'command-line-knows-no-window',
    from: { path: '^cli/', pathNot: test },
    to: { path: '^(electron|renderer)/' },
  },
  {
    name: 'datacenter-knows-the-kernel-and-how-tables-are-described',
    comment: 'The data centre shares with an office the rules, the form of an op and the description of the tables.',
    from: { path: '^datacenter/', pathNot: test },
    to: { path: '^(modules|office|electron|renderer|cli|db)/', pathNot: '^db/(columns|op|fitting|storable)\\.ts$' },
  },
  {
    name: 'office-knows-no-datacenter',
    comment: 'They meet in kernel/sync: what one says, the other reads there.',
    from: { path: '^(db|modules|office|electron|renderer)/', pathNot: test },
    to: { path: '^datacenter/' },
  },
  {
    name: 'no-cycles',
    from: {},
    to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
  },
  {
    name: 'everything-imported-exists',
    from: {},
    to: { couldNotResolve: true },
  },
  {
    name: 'product-knows-no-tests',
    from: { pathNot: test },
    to: { path: [test, '^test/'] },
  },
];

module.exports = {
  forbidden: forbidden.map((rule) => ({ severity: 'error', ...rule })),
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
