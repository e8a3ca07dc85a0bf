import { useQuery } from '@tanstack/react-query';
import { z } from 'zod';
import { zNames } from '#modules/contract.ts';
import { Loading } from '#renderer/kit/loading.tsx';
import { useText } from '#renderer/locale/text.ts';
import { EditForm, type ComparedField } from '#renderer/record/edit-form.tsx';
import { RecordPage } from '#renderer/record/record-page.tsx';
import { useShown } from '#renderer/record/use-shown.ts';
import { useDesk } from '#renderer/module.ts';
import { settingsSchema } from '../../contract.ts';
import { call, query } from '../client.ts';
import { SettingsFields } from './settings-fields.tsx';

/** Names and settings side by side: the office sends the settings as one value, the form shows each. */
const schema = z.object({ ...zNames, ...settingsSchema.shape });
const compared: readonly ComparedField[] = [
  { key: 'nameAr', kind: 'text' },
  { key: 'nameCkb', kind: 'text' },
  { key: 'nameEn', kind: 'text' },
  { key: 'letterheadAr', kind: 'json' },
  { key: 'letterheadEn', kind: 'json' },
  { key: 'monthNames', kind: 'text' },
  { key: 'digits', kind: 'text' },
  { key: 'showHijri', kind: 'boolean' },
  { key: 'idleMinutes', kind: 'number' },
  { key: 'backupFolder', kind: 'text' },
  { key: 'backupsKept', kind: 'number' },
  { key: 'backupHours', kind: 'number' },
  { key: 'fileQuotaMb', kind: 'number' },
  { key: 'fileDayMb', kind: 'number' },
  { key: 'fileArrival', kind: 'text' },
  { key: 'scannerFolder', kind: 'text' },
  { key: 'updateAddress', kind: 'text' },
];

/** The office itself: its names, its letterhead, how it writes days and figures, its folders. */
export default function OfficeSettingsPage() {
  const text = useText();
  const { refresh } = useDesk();
  const { data, error } = useQuery(query.office.get.queryOptions({ input: {} }));
  const { shown: office, adopt, isBehind } = useShown(data);
  if (error) throw error;
  if (!office) return <Loading lines={10} />;
  return (
    <RecordPage
      table="org_office"
      record={office}
      title={text('org.settings.title')}
      actions={[]}
      module="org"
      listPath="/"
      isBehind={isBehind}
      reload={adopt}
    >
      <EditForm
        schema={schema}
        module="org"
        record={{ ...office, ...office.settings }}
        answer={office.can.edit}
        compared={compared}
        latest={async () => {
          const latest = await call.office.get({});
          return { ...latest, ...latest.settings };
        }}
        command="org.office.edit"
        send={async ({ nameAr, nameCkb, nameEn, ...settings }, revision) => {
          await call.office.edit({ revision, nameAr, nameCkb, nameEn, settings });
        }}
        onSaved={() => {
          adopt();
          void refresh();
        }}
      >
        <SettingsFields />
      </EditForm>
    </RecordPage>
  );
}
