import { useCallback, useMemo, useRef, useState } from 'react';
import { fromMoment } from '#kernel/date.ts';
import type { Problem } from '#kernel/verdict.ts';
import { failureOf } from '#renderer/failure.ts';
import { pastedName } from './attachment.ts';

/** One file on its way. When it is refused it stays, with the reason, until somebody closes it. */
export interface Upload {
  readonly id: number;
  readonly name: string;
  /** From 0 to 1; null while nobody knows. */
  readonly progress: number | null;
  readonly problems: readonly Problem[];
  readonly reference: string | null;
}

export interface Uploads {
  readonly list: readonly Upload[];
  readonly add: (files: readonly File[]) => void;
  readonly addPasted: (files: readonly File[]) => void;
  readonly close: (id: number) => void;
}

/** Sends files one after the other, so that a weak line is not divided among them. */
export function useUploads(options: {
  readonly onAdd: (file: File, onProgress: (done: number | null) => void) => Promise<void>;
  readonly maxBytes: number | undefined;
}): Uploads {
  const { onAdd, maxBytes } = options;
  const [list, setList] = useState<readonly Upload[]>([]);
  const queue = useRef<Promise<void>>(Promise.resolve());
  const next = useRef(0);
  const change = useCallback(
    (id: number, part: Partial<Upload>) =>
      setList((before) => before.map((each) => (each.id === id ? { ...each, ...part } : each))),
    [],
  );
  const close = useCallback((id: number) => setList((before) => before.filter((each) => each.id !== id)), []);

  const add = useCallback(
    (files: readonly File[]) => {
      for (const file of files) {
        const id = next.current++;
        const problems = tooLarge(file, maxBytes);
        setList((before) => [...before, { id, name: file.name, progress: null, problems, reference: null }]);
        if (problems.length > 0) continue;
        queue.current = queue.current.then(async () => {
          try {
            await onAdd(file, (progress) => change(id, { progress }));
            close(id);
          } catch (error) {
            const failure = failureOf(error);
            if (failure.kind === 'refused') change(id, { problems: failure.problems });
            else if (failure.kind === 'bug')
              change(id, { problems: [{ code: 'INTERNAL' }], reference: failure.reference });
            else change(id, { problems: [{ code: failure.kind === 'offline' ? 'OFFLINE' : 'UNAUTHORIZED' }] });
          }
        });
      }
    },
    [onAdd, maxBytes, change, close],
  );
  const addPasted = useCallback(
    (files: readonly File[]) => {
      const stamp = `${fromMoment(Date.now())}-${next.current + 1}`;
      add(files.map((file) => new File([file], pastedName(file, stamp), { type: file.type })));
    },
    [add],
  );
  return useMemo(() => ({ list, add, addPasted, close }), [list, add, addPasted, close]);
}

function tooLarge(file: File, maxBytes: number | undefined): readonly Problem[] {
  if (maxBytes === undefined || file.size <= maxBytes) return [];
  return [{ code: 'FILE_TOO_LARGE', params: { limit: Math.floor(maxBytes / (1024 * 1024)) } }];
}
