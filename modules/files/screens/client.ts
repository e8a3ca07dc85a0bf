import { moduleClient } from '#renderer/rpc.ts';
import type { contract } from '../contract.ts';

/** The procedures of `files`, as the screens call them. */
export const { call, query } = moduleClient<typeof contract>('files');
