import { useQuery } from '@tanstack/react-query';
import { isNothing, shownValue } from '#renderer/kit/shown-value.ts';
import { useValueWords } from '#renderer/kit/timeline.tsx';
import { useFieldLabel } from '#renderer/locale/text.ts';
import type { RecordKey } from '#renderer/module.ts';
import { platform } from '#renderer/rpc.ts';
import { useCodesOf } from './codes.ts';
import { moduleOf } from './labels.ts';
import { Paper } from './paper.tsx';

/** Any record on the office's paper: what it says now, each field with its name. */
export function RecordPaper(
  props: RecordKey & { readonly title: string; readonly subtitle?: string; readonly onClose: () => void },
) {
  const { table, id } = props;
  const module = moduleOf(table);
  const codes = useCodesOf(module);
  const fieldLabel = useFieldLabel(module);
  const words = useValueWords(module, codes);
  const { data } = useQuery(platform.query.record.fields.queryOptions({ input: { table, id } }));
  if (!data || !codes) return null;
  return (
    <Paper
      title={props.title}
      {...(props.subtitle !== undefined && { subtitle: props.subtitle })}
      onClose={props.onClose}
    >
      <table className="kit-print-table">
        <tbody>
          {data
            .filter(({ value }) => !isNothing(value))
            .map((field) => (
              <tr key={field.key}>
                <th scope="row">{fieldLabel(field.key)}</th>
                <td>
                  <bdi>{shownValue(field, field.value, words)}</bdi>
                </td>
              </tr>
            ))}
        </tbody>
      </table>
    </Paper>
  );
}
