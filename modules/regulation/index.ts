export { iqState201511 } from './seed/iq-state-2015-11.ts';
