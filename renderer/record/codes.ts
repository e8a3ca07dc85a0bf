import { useQuery } from '@tanstack/react-query';
import { useDesk } from '#renderer/module.ts';

const noCodes: ReadonlyMap<string, string> = new Map();

/** What a module calls the codes in its records; undefined until it is known. */
export function useCodesOf(name: string): ReadonlyMap<string, string> | undefined {
  const { modules } = useDesk();
  const read = modules.find((module) => module.name === name)?.codes;
  const { data, isError } = useQuery({
    throwOnError: false,
    queryKey: [name, 'codes'],
    queryFn: async () => (read ? read() : noCodes),
  });
  return isError ? noCodes : data;
}
