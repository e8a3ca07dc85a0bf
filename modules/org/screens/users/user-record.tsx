import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useParams } from 'react-router';
import type { Action } from '#renderer/kit/actions.tsx';
import { useConfirm } from '#renderer/kit/confirm.tsx';
import { Loading } from '#renderer/kit/loading.tsx';
import { StatusTag } from '#renderer/kit/status-tag.tsx';
import { nameIn } from '#renderer/locale/display.tsx';
import { useLanguage, useText } from '#renderer/locale/text.ts';
import { demandHere } from '#renderer/failure.ts';
import { EditForm, type ComparedField } from '#renderer/record/edit-form.tsx';
import { RecordPage } from '#renderer/record/record-page.tsx';
import { useCommand } from '#renderer/record/use-command.ts';
import { useShown } from '#renderer/record/use-shown.ts';
import { userInput } from '../../contract.ts';
import { judgeUserName } from '../../rules/index.ts';
import { call, query } from '../client.ts';
import { useUnitNames } from '../lookups.ts';
import { Assignments } from './assignments.tsx';
import { ResetPassword } from './reset-password.tsx';
import { UserFields } from './user-fields.tsx';
import { userState, userTones } from './user-state.ts';

const plain: readonly ComparedField[] = [
  { key: 'userName', kind: 'text' },
  { key: 'nameAr', kind: 'text' },
  { key: 'nameCkb', kind: 'text' },
  { key: 'nameEn', kind: 'text' },
  { key: 'jobTitle', kind: 'text' },
  { key: 'language', kind: 'text' },
];

/** One user: who he is, which roles he holds where and until when, whether he may sign in. */
export default function UserRecord() {
  const { id = '' } = useParams();
  const text = useText();
  const language = useLanguage();
  const run = useCommand('org');
  const confirm = useConfirm();
  const unitName = useUnitNames();
  const compared = useMemo<readonly ComparedField[]>(
    () => [
      ...plain,
      { key: 'unitId', kind: 'id', say: (unitId) => unitName(typeof unitId === 'string' ? unitId : null) },
    ],
    [unitName],
  );
  const { data, error } = useQuery(query.user.get.queryOptions({ input: { id } }));
  const { shown: user, adopt, isBehind } = useShown(data);
  const [isResetting, setIsResetting] = useState(false);
  const actions = useMemo<readonly Action[]>(() => {
    if (!user) return [];
    const name = nameIn(language, user);
    const ask = async (move: 'suspend' | 'resume'): Promise<void> => {
      const isSure = await confirm({
        title: text(`org.user.${move}.ask`, { name }),
        confirm: text(`org.user.${move}`),
        ...(move === 'suspend' && { tone: 'danger' }),
      });
      if (isSure) await run(() => call.user[move]({ id, revision: user.revision }), text(`org.command.user.${move}`));
    };
    return [
      {
        ...{
          id: 'org.user.resetPassword',
          title: 'org.user.resetPassword',
          icon: 'key',
          answer: user.can.resetPassword,
        },
        perform: () => setIsResetting(true),
      },
      {
        ...{ id: 'org.user.suspend', title: 'org.user.suspend', icon: 'lock', answer: user.can.suspend },
        isVisible: !user.isSuspended,
        perform: () => ask('suspend'),
      },
      {
        ...{ id: 'org.user.resume', title: 'org.user.resume', icon: 'unlock', answer: user.can.resume },
        isVisible: user.isSuspended,
        perform: () => ask('resume'),
      },
    ];
  }, [user, id, language, text, confirm, run]);
  if (error) throw error;
  if (!user) return <Loading lines={8} />;
  const state = userState(user);
  return (
    <>
      <RecordPage
        table="org_user"
        record={user}
        title={nameIn(language, user)}
        subtitle={[user.jobTitle, unitName(user.unitId) || user.unitNameAr].filter(Boolean).join(' · ')}
        status={<StatusTag tone={userTones[state]}>{text(`org.user.state.${state}`)}</StatusTag>}
        actions={actions}
        module="org"
        listPath="/org/users"
        isBehind={isBehind}
        reload={adopt}
        parts={[{ key: 'assignments', label: text('org.user.assignments'), content: <Assignments user={user} /> }]}
      >
        <EditForm
          schema={userInput}
          module="org"
          record={user}
          answer={user.can.edit}
          compared={compared}
          latest={async () => ({ ...(await call.user.get({ id })) })}
          command="org.user.edit"
          send={async (input, revision) => {
            demandHere(judgeUserName(input.userName));
            await call.user.edit({ ...input, id, revision });
          }}
          onSaved={adopt}
        >
          <UserFields />
        </EditForm>
      </RecordPage>
      {isResetting && <ResetPassword user={user} onClose={() => setIsResetting(false)} />}
    </>
  );
}
