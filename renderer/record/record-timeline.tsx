import { useQuery } from '@tanstack/react-query';
import { Loading } from '#renderer/kit/loading.tsx';
import { Timeline } from '#renderer/kit/timeline.tsx';
import type { RecordKey } from '#renderer/module.ts';
import { platform } from '#renderer/rpc.ts';
import { useCodesOf } from './codes.ts';
import { moduleOf } from './labels.ts';

/** Who changed what on this record, newest first. */
export function RecordTimeline({ table, id }: RecordKey) {
  const module = moduleOf(table);
  const codes = useCodesOf(module);
  const { data } = useQuery(platform.query.record.timeline.queryOptions({ input: { table, id } }));
  if (!data || !codes) return <Loading lines={4} />;
  return <Timeline entries={data} module={module} codes={codes} />;
}
