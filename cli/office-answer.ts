import { EXIT, Misuse } from './outcome.ts';

/**
 * Sends a call to a running office. Where none answers, where what answers is no office, and where the office knows no
 * such procedure, it says so in these words and not in those of HTTP.
 */
export async function askOffice(request: Request, init: RequestInit): Promise<Response> {
  const { origin, pathname } = new URL(request.url);
  const response = await fetch(request, init).catch((cause: unknown) => {
    throw new Misuse('OFFICE_NOT_REACHED', `Nothing answers at ${origin}: ${reasonOf(cause)}.`, EXIT.refused);
  });
  // The procedures answer in JSON, also when they refuse.
  const isOffice = response.headers.get('content-type')?.includes('json') ?? false;
  if (response.ok || isOffice) return response;
  if (response.status === 404) {
    const procedure = pathname.replace(/^\/rpc\//u, '').replaceAll('/', '.');
    throw new Misuse('PROCEDURE_UNKNOWN', `The office knows no procedure "${procedure}".`);
  }
  throw new Misuse('OFFICE_REFUSED', `What answers at ${origin} refused the call (${response.status}).`, EXIT.refused);
}

function reasonOf(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  return cause.cause instanceof Error ? cause.cause.message : cause.message;
}
