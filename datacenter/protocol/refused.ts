import type { RefusalCode, RefusedAnswer } from '#kernel/sync/messages.ts';
import type { Refused } from '#kernel/verdict.ts';

/** The answer for a verdict of `kernel/sync` that said no: its codes are those of `RefusalCode`. */
export function refusedWith({ problems }: Refused): RefusedAnswer {
  // A refusal has at least one problem, and the kernel's sync rules name no other codes.
  return { kind: 'refused', code: problems[0]?.code as RefusalCode };
}
