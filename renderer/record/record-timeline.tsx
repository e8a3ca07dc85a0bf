import { useQuery } from '@tanstack/react-query';
import { Loading } from '#renderer/kit/loading.tsx';
import { Timeline } from '#renderer/kit/timeline.tsx';
import { useDesk, type RecordKey } from '#renderer/module.ts';
import { platform } from '#renderer/rpc.ts';
import { moduleOf } from './labels.ts';

/** Who changed what on this record, newest first. */
export function RecordTimeline({ table, id }: RecordKey) {
  const module = moduleOf(table);
  const codes = useCodesOf(module);
  const { data } = useQuery(platform.query.record.timeline.queryOptions({ input: { table, id } }));
  if (!data || !codes) return <Loading lines={4} />;
  return <Timeline entries={data} module={module} codes={codes} />;
}

const noCodes: ReadonlyMap<string, string> = new Map();

/** What a module calls the codes in its records; undefined until it is known. */
function useCodesOf(name: string): ReadonlyMap<string, string> | undefined {
  const { modules } = useDesk();
  const read = modules.find((module) => module.name === name)?.codes;
  const { data } = useQuery({ queryKey: [name, 'codes'], queryFn: async () => (read ? read() : noCodes) });
  return data;
}
