export { seniorityOfCases } from './cases/run.ts';
export { personnelOf, type Personnel } from './personnel.ts';
export { factsOfKind, type FactOf } from './rules/facts-of-kind.ts';
