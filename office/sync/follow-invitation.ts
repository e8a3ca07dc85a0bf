import { refusal } from '#db/refusal.ts';
import { signerOf } from '#db/wire.ts';
import type { Invitation } from '#kernel/sync/enrolment.ts';
import { formerWords, NAMED_LIMITS, type FormerKey } from '#kernel/sync/late.ts';
import { askEnrolment, LineError } from './line.ts';
import { readLink, writeLink, type Link } from './link-file.ts';
import { forgetPending, pendingKey } from './pending-key.ts';

interface PcOptions {
  readonly paths: Readonly<Record<'link' | 'pending', string>>;
  /** Seals the private key of this PC in its file. */
  readonly officeKey: Buffer;
  readonly schema: number;
  readonly now: () => number;
}

/** What the person who follows the invitation says. */
interface Said {
  /** By what name the PC is known at the data centre. */
  readonly device: string;
  /** False for an empty office that takes another PC's place. */
  readonly isClaimed: boolean;
}

/**
 * Asks the data centre to be enrolled, and writes down how it is reached from now on: what is then still to be done in
 * the database the next opening finishes, should the power go. Refuses what the data centre and the line refuse.
 */
export async function followInvitation(
  { paths, officeKey, schema, now }: PcOptions,
  invitation: Invitation,
  { device, isClaimed }: Said,
): Promise<Link> {
  const { office, code, address, fingerprint } = invitation;
  // The same key for the same invitation: an answer that was lost on the way is given again to it alone.
  const { keyId, publicKey, privateKey } = pendingKey(paths.pending, { officeKey, invitation, now: now() });
  const answer = await asRefusal(() =>
    askEnrolment({ address, fingerprint }, { office, code, keyId, publicKey, device, schema }),
  );
  if (answer.kind === 'refused') {
    forgetPending(paths.pending);
    throw refusal(answer.code);
  }
  const { epoch, incarnation, centreKey, exchangeKey } = answer;
  const link = {
    ...{ address, fingerprint, centreKey, exchangeKey, office: answer.office, epoch, incarnation, keyId, privateKey },
    isClaimed,
    former: formerKeys(readLink(paths.link, officeKey), answer.office),
  };
  writeLink(paths.link, link, officeKey);
  forgetPending(paths.pending);
  return link;
}

/** The keys under which this PC spoke for the office until now: what it had announced under them it brings itself. */
function formerKeys(before: Link | null, office: number): readonly FormerKey[] | undefined {
  if (before?.office !== office) return undefined;
  const { keyId: key, privateKey, former = [] } = before;
  const signature = signerOf(privateKey)(Buffer.from(formerWords(office, key)));
  return [...former, { key, signature }].slice(-NAMED_LIMITS.former);
}

/** Asks, and tells a person what the line refuses. */
export async function asRefusal<T>(question: () => Promise<T>): Promise<T> {
  try {
    return await question();
  } catch (error) {
    throw error instanceof LineError ? refusal(error.fault) : error;
  }
}
