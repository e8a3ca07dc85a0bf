import { isClockWrong } from '#kernel/sync/skew.ts';
import type { SyncView } from '#office/contract/index.ts';
import { Facts } from '#renderer/kit/facts.tsx';
import { useDisplay } from '#renderer/locale/display.tsx';
import { useProblemText, useText } from '#renderer/locale/text.ts';

const MINUTE = 60_000;

type FileStanding = NonNullable<SyncView['files']>;
type LateJoined = NonNullable<SyncView['lateJoined']>;
type FileSum = FileStanding['out'];

/** Files that wait, both ways, and what of the day's allowance is left. */
function fileFacts(
  files: FileStanding,
  write: { readonly sum: (sum: FileSum) => string; readonly rest: (bytes: number) => string },
): readonly (readonly [string, string])[] {
  return [
    ['filesOut', write.sum(files.out)],
    ['filesIn', write.sum(files.in)],
    ...(files.leftToday === null ? [] : [['filesLeft', write.rest(files.leftToday)] as const]),
  ];
}

/** What is known for sure, and no more. */
export function SyncFacts({ view, isWide = false }: { readonly view: SyncView; readonly isWide?: boolean }) {
  const text = useText();
  const { moment, number, bytes } = useDisplay();
  const problemText = useProblemText('platform');
  const never = text('platform.sync.never');
  const sum = ({ count, bytes: size }: FileSum): string =>
    count === 0
      ? text('platform.sync.files', { count })
      : text('platform.sync.filesSized', { files: text('platform.sync.files', { count }), size: bytes(size) });
  const late = ({ at, changes: count, aside }: LateJoined): string => {
    const changes = text('platform.sync.waiting', { count });
    const told = text('platform.late.joined', { changes, at: moment(at) });
    return aside === 0 ? told : text('platform.late.joinedAside', { told, aside: number(aside) });
  };
  const receipt = ({ at, seq }: NonNullable<SyncView['lastReceipt']>): string => {
    const told = text('platform.sync.receipt', { at: moment(at), seq: number(seq) });
    // The receipts behind it went with a database that was put back; the data centre has what they were for.
    return view.acked <= seq ? told : text('platform.sync.receiptThen', { receipt: told, acked: number(view.acked) });
  };
  const arrived = (last: SyncView['lastArrival']): string =>
    last === null
      ? text('platform.sync.noneArrived')
      : text('platform.sync.arrived', {
          changes: text('platform.sync.waiting', { count: last.changes }),
          at: moment(last.at),
        });
  const facts: readonly (readonly [string, string])[] = [
    // What the office has from a PC that was replaced waits there no more.
    ...(view.late?.state === 'joined'
      ? []
      : [['unsent', text('platform.sync.waiting', { count: view.unsent })] as const]),
    ...(view.oldestUnsentAt === null || view.late?.state === 'joined'
      ? []
      : [['oldest', moment(view.oldestUnsentAt)] as const]),
    ['receipt', view.lastReceipt === null ? never : receipt(view.lastReceipt)],
    ['arrived', arrived(view.lastArrival)],
    ['lastDone', view.lastDoneAt === null ? never : moment(view.lastDoneAt)],
    ['inbox', text('platform.sync.waiting', { count: view.inbox })],
    ...(view.lateJoined === null ? [] : [['late', late(view.lateJoined)] as const]),
    ...(view.files === null ? [] : fileFacts(view.files, { sum, rest: bytes })),
    ...(view.problem === null ? [] : [['problem', problemText({ code: view.problem })] as const]),
    ...(view.nextAt === null || view.problem === null ? [] : [['next', moment(view.nextAt)] as const]),
    ...(!isClockWrong(view.clockOffset)
      ? []
      : [
          ['clock', text('platform.sync.minutes', { count: Math.round(Math.abs(view.clockOffset) / MINUTE) })] as const,
        ]),
    ...(isWide && view.link
      ? ([
          ['office', number(view.link.office)],
          ['durable', number(view.durable)],
          ['program', view.program],
        ] as const)
      : []),
  ];
  const address = isWide && view.link && (
    <span className="system-address" dir="ltr">
      {view.link.address}
    </span>
  );
  return (
    <Facts
      isWide={isWide}
      facts={[...facts, ...(address ? [['address', address] as const] : [])].map(([key, value]) => [
        text(`platform.sync.fact.${key}`),
        value,
      ])}
    />
  );
}
