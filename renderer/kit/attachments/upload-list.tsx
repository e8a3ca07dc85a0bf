import { Problems } from '../problems.tsx';
import { ProgressBar } from '../progress-bar.tsx';
import type { Uploads } from './use-uploads.ts';

/** The files on their way, and those that were refused, each with its reason. */
export function UploadList({ uploads, module }: { uploads: Uploads; module: string }) {
  return uploads.list.map((upload) =>
    upload.problems.length === 0 ? (
      <ProgressBar key={upload.id} label={upload.name} value={upload.progress} />
    ) : (
      <div key={upload.id}>
        <bdi>{upload.name}</bdi>
        <Problems
          problems={upload.problems}
          module={module}
          reference={upload.reference}
          onClose={() => uploads.close(upload.id)}
        />
      </div>
    ),
  );
}
