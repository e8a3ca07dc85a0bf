export * from './access.ts';
export * from './committee.ts';
export * from './password.ts';
export * from './unit.ts';
export * from './paying.ts';
