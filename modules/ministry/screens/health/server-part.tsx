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
      <Listing
        id="ministry.health"
        label={text('ministry.health.servers')}
        rows={servers}
        columns={columns}
        rowKey={({ kind, name }) => `${kind} ${name}`}
        height="15rem"
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
    ...{ key, title: title(key), kind: 'number', width: 76, value },
    render: (server) => {
      const known = value(server);
      return known === null ? '—' : <bdi>{say(known)}</bdi>;
    },
  });
  const yes = (key: 'isWitnessWritable' | 'isLedgerWritable'): Column<ServerHealth> => ({
    ...{ key, title: title(key), kind: 'boolean', isHidden: true, value: (server) => server[key] },
  });
  const percent = (share: number): string => text('ministry.health.percent', { number: writer.number(share) });
  return [
    {
      key: 'name',
      title: title('name'),
      kind: 'text',
      width: 150,
      pin: 'start',
      isLtr: true,
      value: ({ name }) => name,
    },
    {
      ...{ key: 'kind', title: title('kind'), kind: 'enum', width: 92 },
      options: (['server', 'desk'] as const).map((value) => ({ value, label: text(`ministry.health.kind.${value}`) })),
      value: ({ kind }) => kind,
    },
    {
      ...{ key: 'state', title: title('state'), kind: 'enum', width: 84 },
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
    figure('slow', ({ slowMilliseconds }) => slowMilliseconds, span),
    figure('memory', ({ memoryBytes }) => memoryBytes, writer.bytes),
    figure('disk', freeOf('folder'), percent),
    figure('certificate', ({ certificateEndsAt: at }) => at && Math.floor((at - readAt) / DAY)),
    figure('clock', ({ clockAhead }) => Math.abs(clockAhead), span),
    {
      ...{ key: 'version', title: title('version'), kind: 'text', width: 66, isLtr: true },
      value: ({ version }) => writer.digits(version),
    },
    { ...figure('migration', ({ migration }) => migration), isHidden: true },
    { ...figure('turnedAway', ({ turnedAway }) => turnedAway), isHidden: true },
    { ...figure('loop', ({ loopMilliseconds }) => loopMilliseconds, span), isHidden: true },
    { ...figure('witnessDisk', freeOf('witness'), percent), isHidden: true },
    {
      ...figure('diskFree', ({ disks }) => disks.find(({ part }) => part === 'folder')?.free ?? null, writer.bytes),
      isHidden: true,
    },
    {
      ...figure('diskTotal', ({ disks }) => disks.find(({ part }) => part === 'folder')?.total ?? null, writer.bytes),
      isHidden: true,
    },
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

/** How much of the disk is free, in whole percent; null where it was not told. */
function freeOf(part: ServerHealth['disks'][number]['part']): (server: ServerHealth) => number | null {
  return ({ disks }) => {
    const disk = disks.find((each) => each.part === part);
    return disk === undefined || disk.total === 0 ? null : Math.floor((100 * disk.free) / disk.total);
  };
}
