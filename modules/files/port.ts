import { serviceKey } from '#modules/module.ts';

/** How a file comes that other PCs or offices have; the platform provides it. */
export interface FileCarrier {
  /** Is there a data centre that may have it? */
  readonly isLinked: boolean;
  /**
   * Fetches the content of this hash into the file store. Refuses `FILE_NOT_AT_CENTRE`, `FILE_NOT_NAMED`,
   * `FILE_QUOTA_EXCEEDED`, and where there is no line what a sync refuses.
   */
  fetch(sha256: string): Promise<void>;
}

export const fileCarrier = serviceKey<FileCarrier>('files.carrier');
