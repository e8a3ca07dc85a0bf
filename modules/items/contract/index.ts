export * from './edition.ts';
export * from './item.ts';
export * from './procedures.ts';
export * from './proposal.ts';
export * from './rights.ts';
