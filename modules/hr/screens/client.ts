import type { contract as filesContract } from '#modules/files/contract.ts';
import type { contract as orgContract } from '#modules/org/contract.ts';
import { moduleClient } from '#renderer/rpc.ts';
import type { contract } from '../contract/index.ts';

/** The procedures of `hr`, as the screens call them. */
export const { call, query } = moduleClient<typeof contract>('hr');
/** The pictures that are attached to a file. */
export const files = moduleClient<typeof filesContract>('files');
/** Of the organisation the screens of the staff read the units. */
export const org = moduleClient<typeof orgContract>('org');
