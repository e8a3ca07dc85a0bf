/**
 * The proof is the half of a session that no cookie carries. It lives in this tab's storage, so that a reload works,
 * and is handed to the other windows of the same origin when they ask for it, so that a second window need not sign in.
 */
const KEY = 'diwan.proof';
const ANSWER_MILLISECONDS = 150;

interface Message {
  readonly ask?: true;
  readonly proof?: string | null;
}

let proof: string | null = null;
let channel: BroadcastChannel | null = null;

export function proofOfSession(): string | null {
  return proof;
}

/** Keeps a new proof, or forgets the old one, in this window and in the others. */
export function keepProof(next: string | null): void {
  remember(next);
  channel?.postMessage({ proof: next } satisfies Message);
}

/** Finds the proof of a session that is already open in this tab or in another window. */
export async function recoverProof(): Promise<void> {
  proof = sessionStorage.getItem(KEY);
  channel = new BroadcastChannel('diwan');
  const answer = Promise.withResolvers<void>();
  channel.addEventListener('message', (event: MessageEvent<Message>) => {
    if (event.data.ask) {
      if (proof !== null) channel?.postMessage({ proof } satisfies Message);
    } else if (event.data.proof !== undefined) {
      remember(event.data.proof);
      answer.resolve();
    }
  });
  if (proof !== null) return;
  channel.postMessage({ ask: true } satisfies Message);
  setTimeout(answer.resolve, ANSWER_MILLISECONDS);
  await answer.promise;
}

function remember(next: string | null): void {
  proof = next;
  if (next === null) sessionStorage.removeItem(KEY);
  else sessionStorage.setItem(KEY, next);
}
