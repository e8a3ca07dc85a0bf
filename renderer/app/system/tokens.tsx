import { useQuery } from '@tanstack/react-query';
import { Button, Modal } from 'antd';
import { useMemo, useState } from 'react';
import { z } from 'zod';
import type { tokenSchema } from '#office/contract/index.ts';
import type { Action } from '#renderer/kit/actions.tsx';
import { useConfirm } from '#renderer/kit/confirm.tsx';
import { NumberField } from '#renderer/kit/fields/number-field.tsx';
import { SelectField } from '#renderer/kit/fields/select-field.tsx';
import { TextField } from '#renderer/kit/fields/text-field.tsx';
import { Form, FormSection } from '#renderer/kit/form/form.tsx';
import type { Column } from '#renderer/kit/grid/column.ts';
import { Grid } from '#renderer/kit/grid/grid.tsx';
import { PageHeader } from '#renderer/kit/page-header.tsx';
import { SideDrawer } from '#renderer/kit/side-drawer.tsx';
import { useToast } from '#renderer/kit/toast.tsx';
import { nameIn } from '#renderer/locale/display.tsx';
import { useLanguage, useText } from '#renderer/locale/text.ts';
import { useDesk } from '#renderer/module.ts';
import type { contract as orgContract } from '#modules/org/contract.ts';
import { moduleClient, platform } from '#renderer/rpc.ts';
import { useCommand } from '#renderer/record/use-command.ts';

type Token = z.infer<typeof tokenSchema>;
const tokenInput = z.object({
  name: z.string().trim().min(1).max(80),
  userId: z.string().min(1),
  days: z.number().int().min(1).max(366),
});
const org = moduleClient<typeof orgContract>('org');

/** The tokens by which the command line acts with the rights of one user. */
export default function Tokens() {
  const text = useText();
  const { user } = useDesk();
  const run = useCommand('platform');
  const confirm = useConfirm();
  const [isNew, setIsNew] = useState(false);
  const [made, setMade] = useState<string | null>(null);
  const { data = [], isPending, refetch } = useQuery(platform.query.token.list.queryOptions({ input: {} }));
  const columns = useColumns();
  const actions = useMemo<Action[]>(
    () => [
      { id: 'tokens.new', title: 'platform.tokens.new', icon: 'plus', tone: 'primary', perform: () => setIsNew(true) },
    ],
    [],
  );
  const revoke = async ({ id, name }: Token): Promise<void> => {
    const isSure = await confirm({
      title: text('platform.tokens.revoke'),
      text: text('platform.tokens.revokeAsk', { name }),
      confirm: text('platform.tokens.revoke'),
      cancel: text('platform.action.back'),
      tone: 'danger',
    });
    if (isSure) await run(() => platform.call.token.revoke({ id }), text('platform.tokens.revoked'));
  };
  return (
    <>
      <PageHeader title={text('platform.tokens.title')} subtitle={text('platform.tokens.body')} actions={actions} />
      <Grid
        id="platform.tokens"
        label={text('platform.tokens.title')}
        rows={data}
        columns={columns}
        rowKey={({ id }) => id}
        isLoading={isPending}
        empty={{ title: text('platform.tokens.empty') }}
        actions={([chosen, ...others]) =>
          chosen &&
          others.length === 0 && (
            <Button danger onClick={() => void revoke(chosen)}>
              {text('platform.tokens.revoke')}
            </Button>
          )
        }
      />
      <SideDrawer isOpen={isNew} title={text('platform.tokens.new')} onClose={() => setIsNew(false)}>
        {isNew && (
          <Form
            schema={tokenInput}
            values={{ name: '', userId: user.id, days: 90 }}
            module="platform"
            onCancel={() => setIsNew(false)}
            onSubmit={async (input) => {
              const { token } = await platform.call.token.create(input);
              setMade(token);
              setIsNew(false);
              await refetch();
            }}
          >
            <FormSection>
              <TextField name="name" label={text('platform.tokens.name')} span={3} />
              <UserField />
              <NumberField name="days" label={text('platform.tokens.days')} min={1} max={366} span={3} />
            </FormSection>
          </Form>
        )}
      </SideDrawer>
      {made !== null && <MadeToken token={made} close={() => setMade(null)} />}
    </>
  );
}

/** Whose rights the token has: oneself, or another where the users may be seen. */
function UserField() {
  const text = useText();
  const language = useLanguage();
  const { user, may } = useDesk();
  const { data } = useQuery(org.query.user.list.queryOptions({ input: {}, enabled: may('org.user.view') }));
  const users = data ?? [user];
  return (
    <SelectField
      name="userId"
      label={text('platform.tokens.user')}
      hint={text('platform.tokens.userHint')}
      options={users.map((each) => ({ value: each.id, label: `${nameIn(language, each)} — ${each.userName}` }))}
      span={3}
    />
  );
}

function useColumns(): readonly Column<Token>[] {
  const text = useText();
  return useMemo(
    () => [
      { key: 'name', title: text('platform.tokens.name'), kind: 'text', width: 220, value: ({ name }) => name },
      { key: 'userName', title: text('platform.tokens.user'), kind: 'text', value: ({ userName }) => userName },
      {
        key: 'createdAt',
        title: text('platform.tokens.createdAt'),
        kind: 'moment',
        value: ({ createdAt }) => createdAt,
      },
      {
        key: 'expiresAt',
        title: text('platform.tokens.expiresAt'),
        kind: 'moment',
        value: ({ expiresAt }) => expiresAt,
      },
      {
        key: 'lastUsedAt',
        title: text('platform.tokens.lastUsedAt'),
        kind: 'moment',
        value: ({ lastUsedAt }) => lastUsedAt,
      },
    ],
    [text],
  );
}

function MadeToken({ token, close }: { readonly token: string; readonly close: () => void }) {
  const text = useText();
  const toast = useToast();
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(token);
    toast.done(text('platform.action.copied'));
  };
  return (
    <Modal
      open
      title={text('platform.tokens.new')}
      mask={{ closable: false }}
      onCancel={close}
      footer={
        <>
          <Button onClick={() => void copy()}>{text('platform.action.copy')}</Button>
          <Button type="primary" onClick={close}>
            {text('platform.action.close')}
          </Button>
        </>
      }
    >
      <p>{text('platform.tokens.created')}</p>
      <p className="system-code system-code-long">
        <bdi>{token}</bdi>
      </p>
    </Modal>
  );
}
