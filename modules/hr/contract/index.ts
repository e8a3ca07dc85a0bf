export * from './codes.ts';
export * from './due.ts';
export * from './employee.ts';
export * from './fact.ts';
export * from './handover.ts';
export * from './leave.ts';
export * from './order.ts';
export * from './policy.ts';
export { contract, type CodeRow } from './procedures.ts';
