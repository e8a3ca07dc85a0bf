export * from './procedures.ts';
export * from './rights.ts';
export * from './shapes.ts';
