import { useMemo } from 'react';
import type { Column } from '#renderer/kit/grid/column.ts';
import type { StatusTone } from '#renderer/kit/status-tag.tsx';
import { useDisplay, type Writer } from '#renderer/locale/display.tsx';
import { useText, type Text } from '#renderer/locale/text.ts';
import { Listing } from '#renderer/record/listing.tsx';
import type { ServerHealth } from '../../contract/index.ts';
import { serverStateOf, type ServerState } from '../../rules/health.ts';
import { Part } from '../part.tsx';
import { useSpans } from './spans.ts';

const stateTones: Readonly<Record<ServerState, StatusTone>> = { running: 'good', silent: 'bad', stopped: 'plain' };
const states = ['running', 'silent', 'stopped'] as const;
/** The head of the list, and each of its rows. */
const CHROME_PIXELS = 92;
const ROW_PIXELS = 30;
const ROWS_IN_VIEW = 10;
const DAY = 24 * 3_600_000;

/** The servers and desks with what each told of itself; figures of one that is silent or stopped are its last. */
export function ServerPart(props: { readonly servers: readonly ServerHealth[]; readonly readAt: number }) {
  const { servers, readAt } = props;
  const text = useText();
  const writer = useDisplay();
  const { span } = useSpans();
  const columns = useMemo(() => serverColumns({ text, writer, span, readAt }), [text, writer, span, readAt]);
  return (
    <Part title={text('ministry.health.servers')}>
      <p className="kit-soft">{text('ministry.health.serversHint')}</p>
      <Listing
        id="ministry.health"
        label={text('ministry.health.servers')}
        rows={servers}
        columns={columns}
        rowKey={({ kind, name }) => `${kind} ${name}`}
        height={`${CHROME_PIXELS + ROW_PIXELS * Math.min(ROWS_IN_VIEW, servers.length)}px`}
        empty={{ title: text('ministry.health.noServers'), hint: text('ministry.health.noServersHint') }}
      />
    </Part>
  );
}

interface Told {
  readonly text: Text;
  readonly writer: Writer;
  readonly span: (milliseconds: number) => string;
  readonly readAt: number;
}

function serverColumns({ text, writer, span, readAt }: Told): readonly Column<ServerHealth>[] {
  const title = (key: string): string => text(`ministry.health.server.${key}`);
  const figure = (
    key: string,
    value: (server: ServerHealth) => number | null,
    say: (value: number) => string = writer.number,
  ): Column<ServerHealth> => ({
    ...{ key, title: title(key), kind: 'number', width: 62, value },
    render: (server) => {
      const known = value(server);
      return known === null ? '—' : <bdi>{say(known)}</bdi>;
    },
  });
  const wide = (column: Column<ServerHealth>, width: number): Column<ServerHealth> => ({ ...column, width });
  const yes = (key: 'isWitnessWritable' | 'isLedgerWritable'): Column<ServerHealth> => ({
    ...{ key, title: title(key), kind: 'boolean', isHidden: true, value: (server) => server[key] },
  });
  const percent = (share: number): string => text('ministry.health.percent', { number: writer.number(share) });
  return [
    {
      key: 'name',
      title: title('name'),
      kind: 'text',
      width: 118,
      pin: 'start',
      isLtr: true,
      value: ({ name }) => name,
    },
    {
      ...{ key: 'kind', title: title('kind'), kind: 'enum', width: 76 },
      options: (['server', 'desk'] as const).map((value) => ({ value, label: text(`ministry.health.kind.${value}`) })),
      value: ({ kind }) => kind,
    },
    {
      ...{ key: 'state', title: title('state'), kind: 'enum', width: 80 },
      options: states.map((value) => ({
        ...{ value, label: text(`ministry.health.state.${value}`), tone: stateTones[value] },
      })),
      value: (server) => serverStateOf(server, readAt),
    },
    // Since when it is what it is.
    {
      ...{ key: 'since', title: title('since'), kind: 'moment', width: 132 },
      value: (server) =>
        server.stoppedAt ?? (serverStateOf(server, readAt) === 'silent' ? server.seenAt : server.startedAt),
    },
    figure('requests', ({ requests }) => requests),
    figure('refusals', ({ refusals }) => refusals),
    figure('failures', ({ failures }) => failures),
    wide(
      figure('slow', ({ slowMilliseconds }) => slowMilliseconds, span),
      84,
    ),
    wide(
      figure('memory', ({ memoryBytes }) => memoryBytes, writer.bytes),
      92,
    ),
    figure('disk', freeOf('folder'), percent),
    wide(
      figure(
        'certificate',
        ({ certificateEndsAt: at }) => at && Math.floor((at - readAt) / DAY),
        (count) => text('platform.duration.days', { count: Math.max(0, count) }),
      ),
      88,
    ),
    figure('clock', ({ clockAhead }) => Math.abs(clockAhead), span),
    {
      ...{ key: 'version', title: title('version'), kind: 'text', width: 66, isLtr: true },
      value: ({ version }) => writer.digits(version),
    },
    { ...figure('migration', ({ migration }) => migration), isHidden: true },
    { ...figure('turnedAway', ({ turnedAway }) => turnedAway), isHidden: true },
    { ...figure('loop', ({ loopMilliseconds }) => loopMilliseconds, span), isHidden: true },
    { ...figure('witnessDisk', freeOf('witness'), percent), isHidden: true },
    { ...figure('diskFree', (server) => diskOf(server, 'folder')?.free ?? null, writer.bytes), isHidden: true },
    { ...figure('diskTotal', (server) => diskOf(server, 'folder')?.total ?? null, writer.bytes), isHidden: true },
    yes('isWitnessWritable'),
    yes('isLedgerWritable'),
    {
      key: 'seenAt',
      title: title('seenAt'),
      kind: 'moment',
      width: 132,
      isHidden: true,
      value: ({ seenAt }) => seenAt,
    },
  ];
}

type Disk = ServerHealth['disks'][number];

const diskOf = ({ disks }: ServerHealth, part: Disk['part']): Disk | undefined =>
  disks.find((disk) => disk.part === part);

/** How much of the disk is free, in whole percent; null where it was not told. */
function freeOf(part: Disk['part']): (server: ServerHealth) => number | null {
  return (server) => {
    const disk = diskOf(server, part);
    return disk === undefined || disk.total === 0 ? null : Math.floor((100 * disk.free) / disk.total);
  };
}
