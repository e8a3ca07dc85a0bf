import { accept, refuse, type Verdict } from '../verdict.ts';

/** How a PC becomes the writer of an office's log: with a code that works once, and an address that was compared. */

/** Where the data centre answers offices. */
export const SYNC_PATHS = {
  call: '/sync/v1/call',
  push: '/sync/v1/push',
  file: '/sync/v1/file',
  enrol: '/sync/v1/enrol',
} as const;

/**
 * The signature of the data centre under an answer: over the signature of the question, a line feed and the bytes of
 * the answer, so that no answer can be given to another question.
 */
export const ANSWER_SIGNATURE_HEADER = 'x-diwan-signature';

export interface EnrolRequest {
  /** The office of the invitation: a code is good for one office only. */
  readonly office: number;
  /** As it was given, without the dashes. */
  readonly code: string;
  readonly keyId: string;
  /** Ed25519, hexadecimal DER. */
  readonly publicKey: string;
  /** What the PC calls itself, for people who look at the list of devices. */
  readonly device: string;
  readonly schema: number;
}

export type EnrolAnswer =
  | {
      readonly kind: 'enrolled';
      readonly office: number;
      readonly epoch: number;
      readonly incarnation: number;
      /** The key under which the data centre signs receipts and answers. */
      readonly centreKey: string;
      /** For which files to the data centre are sealed: X25519, hexadecimal DER. Earlier programs told none. */
      readonly exchangeKey?: string | undefined;
    }
  | { readonly kind: 'refused'; readonly code: EnrolRefusal };

export type EnrolRefusal = 'ENROLMENT_CODE_WRONG' | 'ENROLMENT_TOO_OFTEN' | 'ENROLMENT_MALFORMED' | 'PROGRAM_TOO_OLD';

/** What the administrator of the data centre hands over: as a text to paste, or as a QR code. */
export interface Invitation {
  /** `https://host:port`. */
  readonly address: string;
  /** SHA-256 of the certificate, 64 hexadecimal digits. */
  readonly fingerprint: string;
  readonly office: number;
  readonly code: string;
}

/** A fingerprint in groups of four, to be compared by eye or read out. */
export function grouped(fingerprint: string): string {
  return fingerprint.toUpperCase().match(/.{4}/g)?.join(' ') ?? fingerprint;
}

const PREFIX = 'DIWAN1';
/** Letters and digits that nobody confuses: 32 of them, so that a code has 60 bits of chance. */
const ALPHABET = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';
const CODE_LENGTH = 12;
const CODE = /^[2-9A-HJ-NP-Z]{12}$/;
const LENGTH_LIMIT = 400;

/** The code that these random bytes make, one letter of each; there are at least twelve. */
export function codeOf(random: Uint8Array): string {
  return Array.from(random.subarray(0, CODE_LENGTH), (byte) => ALPHABET[byte % ALPHABET.length]).join('');
}

/** Has this text the form of a code? */
export function isCode(text: string): boolean {
  return CODE.test(text);
}

/** The invitation as one line, without blanks. */
export function writeInvitation({ address, fingerprint, office, code }: Invitation): string {
  return [PREFIX, office, code, fingerprint, address].join('|');
}

/** Reads an invitation as it was pasted; refuses `INVITATION_MALFORMED`. */
export function readInvitation(text: string): Verdict<Invitation> {
  const trimmed = text.replaceAll(/\s/g, '');
  const [prefix, office = '', code = '', fingerprint = '', address = '', ...rest] = trimmed.split('|');
  const isWhole = prefix === PREFIX && rest.length === 0 && trimmed.length <= LENGTH_LIMIT;
  const isRight = /^[1-9]\d{0,8}$/.test(office) && CODE.test(code) && /^[0-9a-f]{64}$/.test(fingerprint);
  return isWhole && isRight && /^https:\/\/[^/?#@\s]+$/.test(address)
    ? accept({ address, fingerprint, office: Number(office), code })
    : refuse('INVITATION_MALFORMED');
}
