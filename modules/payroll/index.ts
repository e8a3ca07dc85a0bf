export { calculateCases } from './cases/run.ts';
