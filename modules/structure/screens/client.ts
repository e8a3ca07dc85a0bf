import { moduleClient } from '#renderer/rpc.ts';
import type { contract } from '../contract/index.ts';

/** The procedures of `structure`, as the screens call them. */
export const { call, query } = moduleClient<typeof contract>('structure');
