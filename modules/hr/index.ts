export { seniorityOfCases } from './cases/run.ts';
