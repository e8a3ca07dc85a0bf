export * from './package.ts';
export * from './procedures.ts';
export * from './rights.ts';
export * from './rule.ts';
