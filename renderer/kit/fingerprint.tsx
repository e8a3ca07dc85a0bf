import { grouped } from '#kernel/sync/enrolment.ts';
import './fingerprint.css';

/** The fingerprint of a certificate on a line of its own, in groups of four: so it is read out on the telephone. */
export function Fingerprint({ value }: { readonly value: string }) {
  return (
    <code className="kit-fingerprint" dir="ltr">
      {grouped(value)}
    </code>
  );
}
