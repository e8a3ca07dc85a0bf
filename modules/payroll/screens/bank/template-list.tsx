import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import type { z } from 'zod';
import type { Action } from '#renderer/kit/actions.tsx';
import type { Column } from '#renderer/kit/grid/column.ts';
import { PageHeader } from '#renderer/kit/page-header.tsx';
import { useText } from '#renderer/locale/text.ts';
import { useDesk } from '#renderer/module.ts';
import { Listing } from '#renderer/record/listing.tsx';
import type { bankTemplateRow } from '../../contract/index.ts';
import { query } from '../client.ts';
import { useOptions } from '../lookups.ts';
import { bankFormats, TemplateForm } from './template-form.tsx';

type Template = z.infer<typeof bankTemplateRow>;

/** How each bank wants its file. */
export default function TemplateList() {
  const text = useText();
  const { may } = useDesk();
  const [opened, setOpened] = useState<Template | 'new' | null>(null);
  const { data = [], isPending } = useQuery(query.bankTemplate.list.queryOptions());
  const formats = useOptions(bankFormats, 'bankFormat');
  const mayEdit = may('payroll.bank.edit');
  const columns = useMemo<readonly Column<Template>[]>(
    () => [
      { key: 'name', title: text('payroll.field.templateName'), kind: 'text', width: 260, value: (row) => row.name },
      { key: 'bank', title: text('payroll.field.bank'), kind: 'text', width: 220, value: (row) => row.bank },
      {
        ...{ key: 'format', title: text('payroll.field.layout.format'), kind: 'enum', width: 170, options: formats },
        value: (row) => row.layout.format,
      },
      {
        ...{ key: 'columns', title: text('payroll.bank.columns'), kind: 'text', width: 460 },
        value: (row) => row.layout.columns.map(({ field }) => text(`payroll.option.bankField.${field}`)).join(' · '),
      },
    ],
    [text, formats],
  );
  const actions = useMemo<readonly Action[]>(
    () => [
      {
        ...{ id: 'payroll.bank.newTemplate', title: 'payroll.bank.newTemplate', icon: 'plus', tone: 'primary' },
        shortcut: 'Ctrl+Alt+N',
        isVisible: mayEdit,
        perform: () => setOpened('new'),
      },
    ],
    [mayEdit],
  );
  return (
    <>
      <PageHeader
        title={text('payroll.bank.templates')}
        subtitle={text('payroll.bank.templatesBody')}
        actions={actions}
        module="payroll"
      />
      <Listing
        id="payroll.bankTemplates"
        label={text('payroll.bank.templates')}
        rows={data}
        columns={columns}
        rowKey={({ id }) => id}
        isLoading={isPending}
        onOpen={setOpened}
        empty={{
          title: text('payroll.bank.noTemplates'),
          hint: text(mayEdit ? 'payroll.bank.noTemplatesHint' : 'payroll.bank.templatesByOthers'),
        }}
      />
      {opened && <TemplateForm template={opened === 'new' ? null : opened} onClose={() => setOpened(null)} />}
    </>
  );
}
