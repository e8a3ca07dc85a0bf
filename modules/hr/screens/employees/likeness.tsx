import { useQuery } from '@tanstack/react-query';
import { Alert } from 'antd';
import { Link } from 'react-router';
import { SwitchField } from '#renderer/kit/fields/switch-field.tsx';
import { useFormValues } from '#renderer/kit/form/form.tsx';
import { useDisplay } from '#renderer/locale/display.tsx';
import { useText } from '#renderer/locale/text.ts';
import { likenessInput } from '../../contract/index.ts';
import { query } from '../client.ts';

/** Who is known under the name and birth date that are being typed: his file is offered before a second one is made. */
export function Likeness() {
  const text = useText();
  const { shortDate, digits } = useDisplay();
  const values = useFormValues();
  const asked = likenessInput.safeParse(
    Object.fromEntries(Object.keys(likenessInput.shape).map((key) => [key, values[key] ?? null])),
  );
  const isAsked = asked.success && asked.data.birthDate !== null;
  const { data = [] } = useQuery({
    ...query.employee.similar.queryOptions({ input: asked.data ?? nobody }),
    enabled: isAsked,
    throwOnError: false,
  });
  if (!isAsked || data.length === 0) return null;
  return (
    <Alert
      type="warning"
      showIcon
      title={text('hr.employee.alike', { count: data.length })}
      description={
        <>
          <ul>
            {data.map((row) => (
              <li key={row.id}>
                <Link to={`/hr/employees/${row.id}`}>
                  <bdi>{row.fullName}</bdi>
                </Link>{' '}
                {text('hr.employee.alike.who', {
                  number: row.number === null ? '—' : digits(row.number),
                  birth: row.birthDate === null ? '—' : shortDate(row.birthDate),
                  mother: row.motherName ?? '—',
                })}
              </li>
            ))}
          </ul>
          <SwitchField name="isOtherPerson" label={text('hr.employee.alike.other')} />
        </>
      }
    />
  );
}

// Only stands until a name is typed; the query is not sent then.
const nobody = {
  ...{ firstName: '', fatherName: '', grandfatherName: '', greatGrandfatherName: null, surname: null },
  ...{ birthDate: null, motherName: null },
};
