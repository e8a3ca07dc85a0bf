import { isContractProcedure } from '@orpc/contract';
import { z } from 'zod';
import type { ProcedureMeta } from '#modules/contract.ts';
import { modules } from '#modules/host.ts';
import { contract as platformContract } from '#office/contract/index.ts';

/** One procedure of the office as its contract declares it. */
export interface DeclaredProcedure {
  /** Such as `org.unit.create`. */
  readonly path: string;
  readonly meta: ProcedureMeta;
  readonly input: z.ZodType | undefined;
  readonly output: unknown;
}

/** Every procedure of the platform and of every registered module. */
export const procedures: readonly DeclaredProcedure[] = [
  ...collect('platform', platformContract),
  ...modules.flatMap((module) => collect(module.name, module.contract)),
];

function collect(path: string, node: unknown): DeclaredProcedure[] {
  if (isContractProcedure(node)) {
    // A contract procedure of any types; what is taken from it is looked at below.
    const { meta, inputSchema, outputSchema } = node['~orpc'] as unknown as Readonly<Record<string, unknown>>;
    const input = inputSchema instanceof z.ZodType ? inputSchema : undefined;
    // Made by `query` or `command`, which set the whole of it.
    return [{ path, meta: meta as ProcedureMeta, input, output: outputSchema }];
  }
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([key, child]) => collect(`${path}.${key}`, child));
}

/** Calls a procedure by its path, with whatever input. */
export function callByPath(client: unknown, path: string, input: unknown): Promise<unknown> {
  let target = client;
  for (const step of path.split('.')) target = (target as Readonly<Record<string, unknown>>)[step];
  // A client of oRPC is a function at every path.
  return (target as (input: unknown) => Promise<unknown>)(input);
}
