export type * from './pay-facts.ts';
export * from './pay.ts';
export * from './run.ts';
export * from './shapes.ts';
export * from './explanation.ts';
export * from './reports.ts';
export * from './what-if.ts';
export * from './procedures.ts';
