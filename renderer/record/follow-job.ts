import { RefusedHere } from '#renderer/failure.ts';
import { platform } from '#renderer/rpc.ts';

const ASK_MILLISECONDS = 400;

/** Waits for a job of the office and brings its result; throws its problems, and stops it when the signal says so. */
export async function followJob(id: string, onProgress: (done: number) => void, signal: AbortSignal): Promise<unknown> {
  for (;;) {
    if (signal.aborted) await platform.call.job.cancel({ id });
    const job = await platform.call.job.get({ id });
    onProgress(job.progress);
    switch (job.state) {
      case 'done':
        return job.result;
      case 'failed':
        throw new RefusedHere(job.problems.map(({ code, params }) => ({ code, ...(params && { params }) })));
      case 'cancelled':
        throw new RefusedHere([{ code: 'JOB_CANCELLED' }]);
      case 'queued':
      case 'running':
        await new Promise((resolve) => setTimeout(resolve, ASK_MILLISECONDS));
    }
  }
}
