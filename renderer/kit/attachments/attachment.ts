/** An attached file as the list shows it. */
export interface AttachmentItem {
  readonly id: string;
  readonly fileName: string;
  readonly contentType: string;
  readonly bytes: number;
  readonly addedByName: string;
  readonly createdAt: number;
  /** The record has come, and the content has not. */
  readonly isAway?: boolean;
}

/** How a file can be looked at here; the others are only kept and handed out. */
export type Preview = 'image' | 'pdf' | 'none';

export function previewOf(contentType: string): Preview {
  if (contentType === 'application/pdf') return 'pdf';
  // Browsers draw no TIFF.
  return contentType.startsWith('image/') && contentType !== 'image/tiff' ? 'image' : 'none';
}

/** Pasted pictures all arrive as `image.png`; the moment tells them apart. */
export function pastedName(file: { readonly name: string }, stamp: string): string {
  const dot = file.name.lastIndexOf('.');
  const ending = dot < 0 ? '' : file.name.slice(dot);
  return /^image\.[a-z]+$/iu.test(file.name) ? `${stamp}${ending}` : file.name;
}
