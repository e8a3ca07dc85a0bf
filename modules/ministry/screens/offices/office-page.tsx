import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import { DATACENTER_OFFICE } from '#kernel/sync/log.ts';
import { refuse } from '#kernel/verdict.ts';
import type { Action } from '#renderer/kit/actions.tsx';
import { useConfirm } from '#renderer/kit/confirm.tsx';
import { Facts } from '#renderer/kit/facts.tsx';
import { FileButton } from '#renderer/kit/file-button.tsx';
import { handOut } from '#renderer/kit/hand-out.ts';
import { Loading } from '#renderer/kit/loading.tsx';
import { PageHeader } from '#renderer/kit/page-header.tsx';
import { StatusTag } from '#renderer/kit/status-tag.tsx';
import { useToast } from '#renderer/kit/toast.tsx';
import { nameIn, useDisplay } from '#renderer/locale/display.tsx';
import { useLanguage, useText } from '#renderer/locale/text.ts';
import { useDesk } from '#renderer/module.ts';
import { useCommand } from '#renderer/record/use-command.ts';
import type { OfficeDetail } from '../../contract/index.ts';
import { placeText } from '../../rules/place.ts';
import { call, query } from '../client.ts';
import { Part } from '../part.tsx';
import { Devices } from './devices.tsx';
import { IncidentList } from './incidents.tsx';
import { InvitationDialog, type MadeInvitation } from './invitation.tsx';
import { LateWorks } from './late-works.tsx';
import '../ministry.css';
import { lastBackupOf, openInvitation, stateOf, stateTones } from './office-state.ts';

/** What comes from the office changes while somebody looks. */
const ASK_MILLISECONDS = 15_000;

/** One office: how its log stands, which PCs may write it, what happened, and what can be done about it. */
export default function OfficePage() {
  const text = useText();
  const language = useLanguage();
  const office = Number(useParams()['id']);
  const { data, dataUpdatedAt, error } = useQuery({
    ...query.office.get.queryOptions({ input: { office } }),
    refetchInterval: ASK_MILLISECONDS,
  });
  const [made, setMade] = useState<MadeInvitation | null>(null);
  const actions = useOfficeActions(data, dataUpdatedAt, setMade);
  // What is shown stays while the line is away for a moment.
  if (!data && error) throw error;
  if (!data) return <Loading lines={8} />;
  const state = stateOf(data, dataUpdatedAt);
  return (
    <>
      <PageHeader
        title={nameIn(language, data)}
        subtitle={text('ministry.twice.office', { office })}
        status={<StatusTag tone={stateTones[state]}>{text(`ministry.state.${state}`)}</StatusTag>}
        actions={actions}
        module="ministry"
      />
      <OfficeFacts office={data} now={dataUpdatedAt} />
      {data.hasLog && <Stick office={data.office} />}
      <LateWorks office={data} />
      <Devices office={data} onInvited={setMade} />
      <Incidents office={data} />
      <HeldOps office={data} />
      {made && <InvitationDialog made={made} close={() => setMade(null)} />}
    </>
  );
}

function useOfficeActions(
  office: OfficeDetail | undefined,
  now: number,
  onInvited: (made: MadeInvitation) => void,
): readonly Action[] {
  const text = useText();
  const run = useCommand('ministry');
  const confirm = useConfirm();
  const navigate = useNavigate();
  const language = useLanguage();
  const { may } = useDesk();
  const mayEdit = may('ministry.office.edit');
  return useMemo<readonly Action[]>(() => {
    if (!office || !mayEdit) return [];
    const { office: no, isFrozen, isClosed } = office;
    const asked = async (title: string, question: string): Promise<boolean> =>
      confirm({
        ...{ title: `${text(title)} — ${nameIn(language, office)}`, text: text(question) },
        ...{ confirm: text(title), tone: 'danger' },
      });
    return [
      {
        ...{ id: 'ministry.invite', title: 'ministry.office.invite', icon: 'device', tone: 'primary' },
        isVisible: !isClosed,
        perform: async () => {
          const made = await run(() => call.office.invite({ office: no }));
          if (made) onInvited(made);
        },
      },
      {
        ...{ id: 'ministry.office.edit', title: 'ministry.office.edit', icon: 'edit', shortcut: 'F4' },
        ...(no === DATACENTER_OFFICE && { answer: refuse('OFFICE_IS_CENTRE') }),
        perform: () => void navigate(`/ministry/offices/${no}/edit`),
      },
      {
        ...{ id: 'ministry.void', title: 'ministry.office.voidInvitations', icon: 'close' },
        ...(openInvitation(office, now) === undefined && { answer: refuse('NO_INVITATION') }),
        perform: async () => {
          if (!(await asked('ministry.office.voidInvitations', 'ministry.office.voidAsk'))) return;
          await run(() => call.office.voidInvitations({ office: no }), text('ministry.office.voided'));
        },
      },
      {
        ...{ id: 'ministry.freeze', icon: isFrozen ? 'unlock' : 'lock' },
        title: isFrozen ? 'ministry.office.thaw' : 'ministry.office.freeze',
        perform: async () => {
          if (!isFrozen && !(await asked('ministry.office.freeze', 'ministry.office.freezeAsk'))) return;
          await run(
            () => call.office.freeze({ office: no, isFrozen: !isFrozen }),
            text(isFrozen ? 'ministry.office.thawed' : 'ministry.office.frozen'),
          );
        },
      },
      {
        ...{ id: 'ministry.close', icon: 'folder' },
        title: isClosed ? 'ministry.office.reopen' : 'ministry.office.close',
        perform: async () => {
          if (!isClosed && !(await asked('ministry.office.close', 'ministry.office.closeAsk'))) return;
          await run(
            () => call.office.close({ office: no, isClosed: !isClosed }),
            text(isClosed ? 'ministry.office.reopened' : 'ministry.office.closed'),
          );
        },
      },
    ];
  }, [office, now, mayEdit, run, confirm, navigate, text, language, onInvited]);
}

function OfficeFacts({ office, now }: { readonly office: OfficeDetail; readonly now: number }) {
  const text = useText();
  const language = useLanguage();
  const { number, moment } = useDisplay();
  const { data: register = [] } = useQuery(query.office.list.queryOptions({ input: {} }));
  const { health, latitude, longitude } = office;
  const above = register.find((each) => each.office === office.parentOffice);
  const invitation = openInvitation(office, now);
  const backupAt = lastBackupOf(office);
  const backup = backupAt === null ? '—' : backupAt === 'none' ? text('ministry.backup.none') : moment(backupAt);
  const facts: readonly (readonly [string, string])[] = [
    ['kind', text(`ministry.kind.${office.kind}`)],
    ['parentOffice', above === undefined ? '—' : nameIn(language, above)],
    ['place', latitude === null || longitude === null ? '—' : placeText({ latitude, longitude })],
    ['governorate', office.governorate === null ? '—' : text(`ministry.governorate.${office.governorate}`)],
    ['lastSeenAt', office.lastSeenAt === null ? '—' : moment(office.lastSeenAt)],
    ['seq', number(office.seq)],
    ['lag', number(office.seq - office.appliedSeq)],
    ['unsent', health === null ? '—' : number(health.unsent)],
    ['oldestUnsentAt', health?.oldestUnsentAt == null ? '—' : moment(health.oldestUnsentAt)],
    ['durableSeq', number(office.durableSeq)],
    ['inbox', health === null ? '—' : number(health.inbox)],
    ['backup', backup],
    ['schema', health === null ? '—' : number(health.schema)],
    ['program', health?.program ?? '—'],
  ];
  const invited =
    invitation === undefined
      ? '—'
      : text('ministry.office.openUntil', { name: invitation.madeBy, at: moment(invitation.expiresAt) });
  return (
    <Facts
      isWide
      facts={[
        ...facts.map(([key, value]) => [text(`ministry.field.${key}`), value] as const),
        [text('ministry.office.openInvitation'), invited],
      ]}
    />
  );
}

/** The office's file from a stick, taken here; the reply is handed out at once. */
function Stick({ office }: { readonly office: number }) {
  const text = useText();
  const run = useCommand('ministry');
  const toast = useToast();
  const { may } = useDesk();
  const [isBusy, setIsBusy] = useState(false);
  if (!may('ministry.office.edit')) return null;
  const exchange = async (given: File): Promise<void> => {
    setIsBusy(true);
    const done = await run(() => call.office.exchange({ office, file: given }));
    setIsBusy(false);
    if (!done) return;
    handOut(done.file, done.file.name);
    if (done.isFrozen) toast.failed(text('ministry.office.exchangeFrozen'));
    else if (done.isCut) toast.failed(text('ministry.office.exchangeCut'));
    else toast.done(text('ministry.office.exchanged'));
  };
  return (
    <div className="kit-row">
      <FileButton
        label={text('ministry.office.exchange')}
        accept=".osx"
        isBusy={isBusy}
        onFile={(file) => void exchange(file)}
      />
    </div>
  );
}

function Incidents({ office }: { readonly office: OfficeDetail }) {
  const text = useText();
  return (
    <Part title={text('ministry.office.incidents')}>
      {office.incidentList.length === 0 && <p className="kit-soft">{text('ministry.office.noIncidents')}</p>}
      <IncidentList incidents={office.incidentList} />
    </Part>
  );
}

function HeldOps({ office }: { readonly office: OfficeDetail }) {
  const text = useText();
  const { moment, number } = useDisplay();
  return (
    <Part title={text('ministry.office.heldOps')}>
      {office.heldOps.length === 0 && <p className="kit-soft">{text('ministry.office.noHeldOps')}</p>}
      <ul>
        {office.heldOps.map(({ seq, reason, since }) => (
          <li key={seq}>
            <bdi>{number(seq)}</bdi> — {text(`ministry.reason.${reason}`)} — <bdi>{moment(since)}</bdi>
          </li>
        ))}
      </ul>
    </Part>
  );
}
