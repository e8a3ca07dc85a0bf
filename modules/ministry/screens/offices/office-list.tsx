import { useQuery } from '@tanstack/react-query';
import { Segmented } from 'antd';
import { useMemo } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import type { Action } from '#renderer/kit/actions.tsx';
import { Loading } from '#renderer/kit/loading.tsx';
import { PageHeader } from '#renderer/kit/page-header.tsx';
import { useLanguage, useText } from '#renderer/locale/text.ts';
import { useDesk } from '#renderer/module.ts';
import { Listing } from '#renderer/record/listing.tsx';
import { query } from '../client.ts';
import '../ministry.css';
import { officeColumns } from './office-columns.ts';
import { OfficeMap } from './office-map.tsx';

const ASK_MILLISECONDS = 15_000;
const views = ['list', 'map'] as const;

/** Every office of the ministry: in a list with what waits and what failed, or on the map. */
export default function OfficeList() {
  const text = useText();
  const navigate = useNavigate();
  const { may } = useDesk();
  const [params, setParams] = useSearchParams();
  const view = views.find((each) => each === params.get('view')) ?? 'list';
  const {
    data = [],
    isPending,
    dataUpdatedAt,
  } = useQuery({
    ...query.office.list.queryOptions({ input: {} }),
    refetchInterval: ASK_MILLISECONDS,
    // The page of an office has asked for it too, to name the one above: how they stand is asked anew.
    refetchOnMount: 'always',
  });
  const language = useLanguage();
  const columns = useMemo(
    () => officeColumns(data, { text, language, now: dataUpdatedAt }),
    [data, text, language, dataUpdatedAt],
  );
  const actions = useMemo<readonly Action[]>(
    () => [
      {
        ...{ id: 'ministry.office.add', title: 'ministry.offices.new', icon: 'plus', tone: 'primary' },
        shortcut: 'Ctrl+Alt+N',
        isVisible: may('ministry.office.edit'),
        perform: () => void navigate('/ministry/offices/new'),
      },
    ],
    [may, navigate],
  );
  return (
    <>
      <PageHeader
        title={text('ministry.offices.title')}
        subtitle={text('ministry.offices.body')}
        actions={actions}
        module="ministry"
      />
      <div className="kit-row ministry-tools">
        <Segmented
          value={view}
          options={views.map((value) => ({ value, label: text(`ministry.offices.${value}`) }))}
          onChange={(next) => setParams(next === 'list' ? {} : { view: next }, { replace: true })}
        />
      </div>
      {view === 'list' && (
        <Listing
          id="ministry.offices"
          label={text('ministry.offices.title')}
          rows={data}
          columns={columns}
          rowKey={({ office }) => String(office)}
          isLoading={isPending}
          onOpen={({ office }) => void navigate(`/ministry/offices/${office}`)}
          empty={{ title: text('ministry.offices.empty') }}
        />
      )}
      {view === 'map' && (isPending ? <Loading lines={8} /> : <OfficeMap offices={data} now={dataUpdatedAt} />)}
    </>
  );
}
