export * from './office.ts';
export * from './procedures.ts';
export * from './proposal.ts';
export * from './rights.ts';
