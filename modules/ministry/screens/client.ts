import { moduleClient } from '#renderer/rpc.ts';
import type { contract } from '../contract/index.ts';

/** The procedures of `ministry`, as the screens call them. */
export const { call, query } = moduleClient<typeof contract>('ministry');
