import { useQuery } from '@tanstack/react-query';
import { Alert } from 'antd';
import { useMemo } from 'react';
import { useParams } from 'react-router';
import type { Answer } from '#modules/contract.ts';
import type { Action } from '#renderer/kit/actions.tsx';
import { useConfirm } from '#renderer/kit/confirm.tsx';
import { Loading } from '#renderer/kit/loading.tsx';
import { StatusTag } from '#renderer/kit/status-tag.tsx';
import { useDisplay } from '#renderer/locale/display.tsx';
import { useText } from '#renderer/locale/text.ts';
import { EditForm, type ComparedField } from '#renderer/record/edit-form.tsx';
import { RecordPage } from '#renderer/record/record-page.tsx';
import { useCommand, useRemoval } from '#renderer/record/use-command.ts';
import { useSavedOnly } from '#renderer/record/use-saved-only.ts';
import { useShown } from '#renderer/record/use-shown.ts';
import { packageInput, type PackageDetail } from '../contract/index.ts';
import { call, query } from './client.ts';
import { Differences } from './differences.tsx';
import { PackageFields } from './package-fields.tsx';
import { standingTones } from './package-list.tsx';
import { ruleGroups } from './rule-groups.ts';
import { RuleGrid } from './rule-grid.tsx';

const compared: readonly ComparedField[] = [
  { key: 'titleAr', kind: 'text' },
  { key: 'firstMonth', kind: 'text' },
  { key: 'note', kind: 'text' },
];

const UNKNOWN: Answer = { ok: false, problems: [] };
const LIST = '/regulation/packages';

/** One package: its rules part by part, what it changes, and its way from draft to publication. */
export default function PackageRecord() {
  const { id = '' } = useParams();
  const text = useText();
  const { month } = useDisplay();
  const { data, error } = useQuery(query.package.get.queryOptions({ input: { id } }));
  const { shown, adopt, isBehind } = useShown(data);
  const { remove, isLeaving } = useRemoval('regulation', LIST);
  const actions = useActions(data, remove);
  if (error && !isLeaving) throw error;
  if (!shown || !data) return <Loading lines={8} />;
  return (
    <RecordPage
      table="regulation_package"
      record={shown}
      title={shown.titleAr}
      subtitle={text('regulation.package.from', { month: month(shown.firstMonth), version: shown.version })}
      status={
        <>
          <StatusTag tone={standingTones[shown.standing]}>{text(`regulation.standing.${shown.standing}`)}</StatusTag>
          {shown.isOfCentre && <StatusTag tone="plain">{text('regulation.origin.centre')}</StatusTag>}
          {data.unconfirmed > 0 && (
            <StatusTag tone="warn">{text('regulation.package.unconfirmed', { count: data.unconfirmed })}</StatusTag>
          )}
        </>
      }
      actions={actions}
      module="regulation"
      listPath={LIST}
      isBehind={isBehind}
      reload={adopt}
      parts={[
        ...ruleGroups.map((group) => ({
          ...{ key: group.key, label: text(`regulation.group.${group.key}`) },
          content: <RuleGrid of={data} group={group} />,
        })),
        { key: 'differences', label: text('regulation.compare.title'), content: <Differences of={data} /> },
      ]}
    >
      <Decision of={data} />
      <EditForm
        schema={packageInput}
        module="regulation"
        record={shown}
        answer={shown.can.edit}
        compared={compared}
        latest={async () => ({ ...(await call.package.get({ id })) })}
        command="regulation.package.edit"
        send={async (input, revision) => {
          await call.package.edit({ ...input, id, revision });
        }}
        onSaved={adopt}
      >
        <PackageFields />
      </EditForm>
      {shown.hash !== null && (
        <p className="kit-soft">
          {text('regulation.package.hash')} <bdi dir="ltr">{shown.hash}</bdi>
        </p>
      )}
    </RecordPage>
  );
}

/** What the data centre said of the proposal. */
function Decision({ of: { state, decision } }: { readonly of: PackageDetail }) {
  const text = useText();
  const { moment } = useDisplay();
  if (decision === null) {
    return state === 'proposed' ? <Alert type="info" showIcon title={text('regulation.decision.waits')} /> : null;
  }
  const { isAccepted, reason, decidedBy, decidedAt } = decision;
  return (
    <Alert
      type={isAccepted ? 'success' : 'warning'}
      showIcon
      title={text(isAccepted ? 'regulation.decision.accepted' : 'regulation.decision.refused', {
        ...{ by: decidedBy, at: moment(decidedAt) },
      })}
      description={reason}
    />
  );
}

function useActions(of: PackageDetail | undefined, remove: ReturnType<typeof useRemoval>['remove']): readonly Action[] {
  const text = useText();
  const confirm = useConfirm();
  const run = useCommand('regulation');
  const sendable = useSavedOnly(of?.can.propose ?? UNKNOWN);
  const publishable = useSavedOnly(of?.can.publish ?? UNKNOWN);
  return useMemo(() => {
    if (!of) return [];
    const { id, revision, titleAr, state, can } = of;
    const ask = (move: string, tone?: 'danger') =>
      confirm({
        ...{
          title: text(`regulation.package.${move}Ask`, { title: titleAr }),
          confirm: text(`regulation.move.${move}`),
        },
        ...{ text: text(`regulation.package.${move}What`), ...(tone && { tone }) },
      });
    return [
      {
        ...{ id: 'regulation.package.propose', title: 'regulation.move.propose', icon: 'upload', tone: 'primary' },
        ...{ isVisible: state === 'draft' && can.propose.ok, answer: sendable },
        perform: async () => {
          if (!(await ask('propose'))) return;
          await run(() => call.package.propose({ id, revision }), text('regulation.package.proposed'));
        },
      },
      {
        ...{ id: 'regulation.package.takeBack', title: 'regulation.move.takeBack', icon: 'undo' },
        ...{ isVisible: state === 'proposed', answer: can.takeBack },
        perform: async () => {
          await run(() => call.package.takeBack({ id, revision }), text('regulation.package.takenBack'));
        },
      },
      {
        ...{ id: 'regulation.package.publish', title: 'regulation.move.publish', icon: 'check', tone: 'primary' },
        ...{ isVisible: state === 'draft' && !can.propose.ok, answer: publishable },
        perform: async () => {
          if (!(await ask('publish'))) return;
          await run(() => call.package.publish({ id, revision }), text('regulation.package.published'));
        },
      },
      {
        ...{ id: 'regulation.package.withdraw', title: 'regulation.move.withdraw', icon: 'undo', tone: 'danger' },
        ...{ isVisible: state === 'published', answer: can.withdraw },
        perform: async () => {
          if (!(await ask('withdraw', 'danger'))) return;
          await run(() => call.package.withdraw({ id, revision }), text('regulation.package.withdrawn'));
        },
      },
      {
        ...{ id: 'regulation.package.remove', title: 'regulation.move.remove', icon: 'trash', tone: 'danger' },
        ...{ isVisible: state === 'draft', answer: can.remove },
        perform: async () => {
          if (!(await ask('remove', 'danger'))) return;
          await remove(() => call.package.remove({ id, revision }), text('regulation.command.package.remove'));
        },
      },
    ];
  }, [of, sendable, publishable, text, confirm, run, remove]);
}
