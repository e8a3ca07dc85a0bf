export * from './act.ts';
export * from './health.ts';
export * from './office.ts';
export * from './payroll.ts';
export * from './person.ts';
export { contract } from './procedures.ts';
export * from './proposal.ts';
export * from './rights.ts';
