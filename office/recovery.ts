import { newRecoveryCode } from '#db/keyring.ts';
import { refusal } from '#db/refusal.ts';
import { addWrap, isFounded, type OfficePaths } from './folder.ts';

/**
 * A recovery code in the place of the office's last one, which opens the office no longer; told only here. The copies
 * made before keep the old one until the next copy is made. Refuses `OFFICE_NOT_FOUNDED`.
 */
export function renewRecoveryCode(paths: OfficePaths, dataKey: Buffer): string {
  if (!isFounded(paths)) throw refusal('OFFICE_NOT_FOUNDED');
  const code = newRecoveryCode();
  addWrap(paths, dataKey, 'recovery', code);
  return code;
}
