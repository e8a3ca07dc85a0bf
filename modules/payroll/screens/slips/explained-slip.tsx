import { useQuery } from '@tanstack/react-query';
import { Loading } from '#renderer/kit/loading.tsx';
import { query } from '../client.ts';
import './slip.css';
import { Explained } from './why.tsx';

/** Every figure of a slip with its derivation, in the order of the slip. */
export function ExplainedSlip({ slipId }: { readonly slipId: string }) {
  const { data, error } = useQuery(query.slip.explainAll.queryOptions({ input: { id: slipId } }));
  if (error) throw error;
  if (!data) return <Loading lines={12} />;
  return (
    <div className="payroll-explained">
      {data.map((explanation, index) => (
        // A component stands once for each month and debt; the list of a slip never changes.
        <Explained key={index} explanation={explanation} />
      ))}
    </div>
  );
}
