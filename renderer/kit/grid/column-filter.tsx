import { Button, Checkbox, Input } from 'antd';
import { useState, type ReactNode } from 'react';
import { addDays, fromMoment, isLocalDate, isMonth, startOfDay, type LocalDate } from '#kernel/date.ts';
import { useText } from '#renderer/locale/text.ts';
import { useClear } from '../fields/clear.tsx';
import { DateInput } from '../fields/date-field.tsx';
import { MonthInput } from '../fields/month-field.tsx';
import { NumberInput } from '../fields/number-field.tsx';
import type { Column } from './column.ts';
import type { Filter } from './grid-state.ts';

interface ColumnFilterProps<Row> {
  readonly column: Column<Row>;
  readonly filter: Filter | undefined;
  readonly onChange: (filter: Filter | null) => void;
  readonly onClose: () => void;
}

/** The filter of one column, in the form that its kind of value asks for. */
export function ColumnFilter<Row>({ column, filter, onChange, onClose }: ColumnFilterProps<Row>) {
  const text = useText();
  return (
    <div
      className="kit-grid-filter"
      onKeyDown={(event) => {
        if (event.key === 'Escape' || (event.key === 'Enter' && event.target instanceof HTMLInputElement)) onClose();
      }}
    >
      <p className="kit-menu-title">{column.title}</p>
      <Editor column={column} filter={filter} onChange={onChange} />
      <Button
        size="small"
        onClick={() => {
          onChange(null);
          onClose();
        }}
      >
        {text('kit.grid.clearFilter')}
      </Button>
    </div>
  );
}

function Editor<Row>({ column, filter, onChange }: Omit<ColumnFilterProps<Row>, 'onClose'>) {
  const text = useText();
  switch (column.kind) {
    case 'money':
    case 'number':
      return <NumberRange filter={rangeOf(filter)} onChange={onChange} />;
    case 'date':
    case 'moment':
    case 'month':
      return <DayRange kind={column.kind} filter={rangeOf(filter)} onChange={onChange} />;
    case 'boolean':
      return (
        <Choices
          options={[
            { value: 'true', label: text('kit.yes') },
            { value: 'false', label: text('kit.no') },
          ]}
          filter={filter}
          onChange={onChange}
        />
      );
    case 'enum':
      return <Choices options={column.options ?? []} filter={filter} onChange={onChange} />;
    case 'text':
    case 'custom':
      return <Contains filter={filter} onChange={onChange} />;
    default:
      return column.kind satisfies never;
  }
}

type Change = (filter: Filter | null) => void;
type Range = Extract<Filter, { kind: 'range' }>;

function rangeOf(filter: Filter | undefined): Range {
  return filter?.kind === 'range' ? filter : { kind: 'range', from: null, to: null };
}

function Contains({ filter, onChange }: { filter: Filter | undefined; onChange: Change }) {
  const text = useText();
  const [contains, setContains] = useState(filter?.kind === 'text' ? filter.contains : '');
  return (
    <Input
      autoFocus
      allowClear={useClear()}
      dir="auto"
      value={contains}
      placeholder={text('kit.grid.contains')}
      aria-label={text('kit.grid.contains')}
      onChange={(event) => {
        setContains(event.target.value);
        onChange({ kind: 'text', contains: event.target.value });
      }}
    />
  );
}

function NumberRange({ filter, onChange }: { filter: Range; onChange: Change }) {
  const text = useText();
  const end = (name: 'from' | 'to') => (
    <Labelled label={text(`kit.grid.${name}`)}>
      <NumberInput
        label={text(`kit.grid.${name}`)}
        value={typeof filter[name] === 'number' ? filter[name] : null}
        onChange={(value) => onChange({ ...filter, [name]: value })}
      />
    </Labelled>
  );
  return (
    <>
      {end('from')}
      {end('to')}
    </>
  );
}

function DayRange({ kind, filter, onChange }: { kind: 'date' | 'moment' | 'month'; filter: Range; onChange: Change }) {
  const text = useText();
  if (kind === 'month') {
    const month = (value: Range['from']) => (typeof value === 'string' && isMonth(value) ? value : null);
    return (
      <>
        <Labelled label={text('kit.grid.from')}>
          <MonthInput
            label={text('kit.grid.from')}
            value={month(filter.from)}
            onChange={(from) => onChange({ ...filter, from })}
          />
        </Labelled>
        <Labelled label={text('kit.grid.to')}>
          <MonthInput
            label={text('kit.grid.to')}
            value={month(filter.to)}
            onChange={(to) => onChange({ ...filter, to })}
          />
        </Labelled>
      </>
    );
  }
  const isMoment = kind === 'moment';
  return (
    <>
      <Labelled label={text('kit.grid.from')}>
        <DateInput
          label={text('kit.grid.from')}
          value={dayIn(filter.from)}
          onChange={(day) => onChange({ ...filter, from: isMoment && day ? startOfDay(day) : day })}
        />
      </Labelled>
      <Labelled label={text('kit.grid.to')}>
        <DateInput
          label={text('kit.grid.to')}
          value={dayIn(filter.to)}
          onChange={(day) => onChange({ ...filter, to: isMoment && day ? startOfDay(addDays(day, 1)) - 1 : day })}
        />
      </Labelled>
    </>
  );
}

/** The day of an end of the range, which is itself a day or a moment. */
function dayIn(value: Range['from']): LocalDate | null {
  if (typeof value === 'number') return fromMoment(value);
  return typeof value === 'string' && isLocalDate(value) ? value : null;
}

interface ChoicesProps {
  readonly options: readonly { readonly value: string; readonly label: string }[];
  readonly filter: Filter | undefined;
  readonly onChange: Change;
}

function Choices({ options, filter, onChange }: ChoicesProps) {
  return (
    <Checkbox.Group
      className="kit-grid-choices"
      value={filter?.kind === 'set' ? filter.values : []}
      options={options.map(({ value, label }) => ({ value, label }))}
      onChange={(values) => onChange({ kind: 'set', values })}
    />
  );
}

function Labelled({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="kit-field">
      <span className="kit-field-label">{label}</span>
      {children}
    </div>
  );
}
