import { useQuery } from '@tanstack/react-query';
import { Loading } from '#renderer/kit/loading.tsx';
import { Timeline } from '#renderer/kit/timeline.tsx';
import type { RecordKey } from '#renderer/module.ts';
import { platform } from '#renderer/rpc.ts';
import { moduleOf } from './labels.ts';

/** Who changed what on this record, newest first. */
export function RecordTimeline({ table, id }: RecordKey) {
  const { data } = useQuery(platform.query.record.timeline.queryOptions({ input: { table, id } }));
  if (!data) return <Loading lines={4} />;
  return <Timeline entries={data} module={moduleOf(table)} />;
}
