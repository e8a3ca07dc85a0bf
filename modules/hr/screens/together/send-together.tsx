import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useNavigate } from 'react-router';
import type { Answer } from '#modules/contract.ts';
import { DateField } from '#renderer/kit/fields/date-field.tsx';
import { LtrField } from '#renderer/kit/fields/ltr-field.tsx';
import { SelectField, type SelectOption } from '#renderer/kit/fields/select-field.tsx';
import { TextAreaField } from '#renderer/kit/fields/text-area-field.tsx';
import { Form, FormSection } from '#renderer/kit/form/form.tsx';
import { Loading } from '#renderer/kit/loading.tsx';
import { PageHeader } from '#renderer/kit/page-header.tsx';
import { nameIn, useDisplay } from '#renderer/locale/display.tsx';
import { useLanguage, useText } from '#renderer/locale/text.ts';
import { query } from '../client.ts';
import { useStaff, useUnitNodes } from '../lookups.ts';
import { departureForm, lookedAt, useDepartureDraft, type DepartureForm } from './departure-draft.ts';
import { Departures } from './departures.tsx';

const LIST = '/hr/handovers?part=out';

/** Many are sent to another office together: the paper and the choice first, then who of them may go. */
export default function SendTogether() {
  const draft = useDepartureDraft();
  const navigate = useNavigate();
  const leave = (): void => {
    draft.finish();
    void navigate(LIST);
  };
  if (draft.form !== null && draft.isLookedAt)
    return <Departures form={draft.form} onChange={draft.change} onFinish={leave} />;
  return <DeparturePaper values={draft.values} onLook={draft.look} onCancel={leave} />;
}

/** To which office, under which order, from which day on; and whom. */
function DeparturePaper(props: {
  readonly values: Readonly<Record<string, unknown>>;
  readonly onLook: (form: DepartureForm) => void;
  readonly onCancel: () => void;
}) {
  const text = useText();
  const queries = useQueryClient();
  const offices = useOffices();
  const units = useUnitOptions();
  const people = usePeopleOptions();
  if (offices === null) return <Loading lines={8} />;
  return (
    <>
      <PageHeader title={text('hr.together.send')} />
      <Form
        schema={departureForm}
        values={props.values}
        module="hr"
        isPage
        {...(offices.length === 0 && { answer: noOffices })}
        submitLabel={text('hr.together.look')}
        onCancel={props.onCancel}
        onSubmit={async (form) => {
          // What the office refuses as a whole lands at the fields of this form.
          await queries.fetchQuery(query.handover.departures.queryOptions({ input: lookedAt(form) }));
          props.onLook(form);
        }}
      >
        <FormSection title={text('hr.together.paper')}>
          <SelectField name="toOffice" options={offices} span={2} />
          <LtrField name="orderNumber" />
          <DateField name="orderDate" />
          <DateField name="effectiveDate" hint={text('hr.together.dayHint')} />
        </FormSection>
        <FormSection title={text('hr.together.who')}>
          <SelectField name="unitIds" options={units} isMultiple span={3} />
          <SelectField name="employeeIds" options={people} isMultiple span={3} />
          <TextAreaField name="note" span={3} />
        </FormSection>
      </Form>
    </>
  );
}

/** Said before anything is typed: by a number that nobody made known, people would go to no office. */
const noOffices: Answer = { ok: false, problems: [{ code: 'HANDOVER_NO_OFFICES' }] };

/** The offices that the data centre made known; null while they are being fetched. */
function useOffices(): readonly SelectOption[] | null {
  const language = useLanguage();
  const { number } = useDisplay();
  const { data } = useQuery(query.handover.offices.queryOptions());
  return useMemo(
    () =>
      data?.map(({ office, ...names }) => ({
        ...{ value: String(office), label: `${nameIn(language, names)} (${number(office)})` },
      })) ?? null,
    [data, language, number],
  );
}

function useUnitOptions(): readonly SelectOption[] {
  const nodes = useUnitNodes();
  const { digits } = useDisplay();
  return useMemo(
    () => nodes.map(({ id, code, title }) => ({ value: id, label: [title, digits(code ?? '')].join(' — ') })),
    [nodes, digits],
  );
}

/** Those who serve now, with their numbers: many have the same name. */
function usePeopleOptions(): readonly SelectOption[] {
  const staff = useStaff();
  const { digits } = useDisplay();
  return useMemo(
    () =>
      staff.flatMap(({ id, fullName, number, isInService }) =>
        isInService ? [{ value: id, label: number === null ? fullName : `${fullName} — ${digits(number)}` }] : [],
      ),
    [staff, digits],
  );
}
