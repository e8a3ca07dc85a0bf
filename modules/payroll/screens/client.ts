import type { contract as orgContract } from '#modules/org/contract.ts';
import { moduleClient } from '#renderer/rpc.ts';
import type { contract } from '../contract/index.ts';

/** The procedures of `payroll`, as the screens call them. */
export const { call, query } = moduleClient<typeof contract>('payroll');
/** Of the organisation the screens of the pay read the units. */
export const org = moduleClient<typeof orgContract>('org');
