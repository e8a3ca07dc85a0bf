import { newKeyPair } from '#db/wire.ts';
import { readInvitation, type EnrolAnswer } from '#kernel/sync/enrolment.ts';
import { askEnrolment } from '#office/sync/line.ts';
import { SIM_SCHEMA } from '../sim/sync/disk.ts';

/** A PC that an invitation was given to: where the data centre is, what it answered, and the key that the PC made. */
export interface Enrolled {
  readonly address: string;
  readonly fingerprint: string;
  readonly given: Extract<EnrolAnswer, { kind: 'enrolled' }>;
  readonly keyId: string;
  readonly privateKey: string;
}

/** Enrols a PC over a real line, as the product does; throws when it is refused. */
export async function enrolByInvitation(text: string, device: string): Promise<Enrolled> {
  const invitation = readInvitation(text);
  if (!invitation.ok) throw new Error('no invitation');
  const { address, fingerprint, office, code } = invitation.value;
  const { publicKey, privateKey } = newKeyPair();
  const keyId = `k-${publicKey.slice(-12)}`;
  const given = await askEnrolment(
    { address, fingerprint },
    { office, code, keyId, publicKey, device, schema: SIM_SCHEMA },
  );
  if (given.kind !== 'enrolled') throw new Error(given.code);
  return { address, fingerprint, given, keyId, privateKey };
}
