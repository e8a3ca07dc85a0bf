import { Button } from 'antd';
import { fromMoment } from '#kernel/date.ts';
import { texts } from '#renderer/locale/i18n.ts';
import { useDisplay } from '#renderer/locale/display.tsx';
import { useFieldLabel, useText } from '#renderer/locale/text.ts';
import { EmptyState } from './empty-state.tsx';
import { Icon, type IconName } from './icon.tsx';
import { PersonName } from './person-name.tsx';
import { isNothing, shownValue, type ValueWords } from './shown-value.ts';
import './timeline.css';

export interface TimelineField {
  readonly key: string;
  readonly kind: string;
  readonly before?: unknown;
  readonly after?: unknown;
}

export interface TimelineItem {
  readonly seq: number;
  readonly at: number;
  /** `org.unit.edit`; its name is the text `org.command.unit.edit`. */
  readonly command: string;
  readonly userName: string;
  readonly onBehalfOfName: string | null;
  readonly kind: 'insert' | 'update' | 'remove';
  readonly fields: readonly TimelineField[];
}

export interface TimelineProps {
  readonly entries: readonly TimelineItem[];
  /** Whose labels the fields have. */
  readonly module: string;
  /** The names of codes that are data of the office and stand in no text. */
  readonly codes?: ReadonlyMap<string, string>;
  readonly onMore?: () => void;
}

const noCodes: ReadonlyMap<string, string> = new Map();
const icons: Readonly<Record<TimelineItem['kind'], IconName>> = { insert: 'plus', update: 'edit', remove: 'trash' };

/** Who did what to a record, and when: each field as it was and as it became. The newest comes first. */
export function Timeline({ entries, module, codes = noCodes, onMore }: TimelineProps) {
  const text = useText();
  if (entries.length === 0) return <EmptyState icon="history" title={text('kit.timeline.nothing')} />;
  return (
    <>
      <ol className="kit-timeline">
        {entries.map((entry) => (
          <Entry key={entry.seq} entry={entry} module={module} codes={codes} />
        ))}
      </ol>
      {onMore && <Button onClick={onMore}>{text('kit.timeline.more')}</Button>}
    </>
  );
}

function Entry({ entry, module, codes }: { entry: TimelineItem; module: string; codes: ReadonlyMap<string, string> }) {
  const text = useText();
  const writer = useDisplay();
  const fieldLabel = useFieldLabel(module);
  const words = useValueWords(module, codes);
  const shown = entry.fields.filter(
    ({ before, after }) => entry.kind !== 'insert' || !isNothing(after) || !isNothing(before),
  );
  return (
    <li>
      <span className={`kit-timeline-mark kit-timeline-${entry.kind}`}>
        <Icon name={icons[entry.kind]} size={14} />
      </span>
      <div className="kit-grow">
        <p>
          <strong>{commandName(entry, text)}</strong> <PersonName name={entry.userName} />
          {entry.onBehalfOfName !== null && (
            <span className="kit-soft">
              {' '}
              {text('kit.timeline.onBehalfOf')} <PersonName name={entry.onBehalfOfName} />
            </span>
          )}
        </p>
        <time className="kit-soft" dateTime={fromMoment(entry.at)}>
          {writer.fullDate(fromMoment(entry.at))} · <bdi>{writer.clock(entry.at)}</bdi>
        </time>
        {shown.length > 0 && (
          <table>
            <tbody>
              {shown.map((field) => (
                <tr key={field.key}>
                  <th scope="row">{fieldLabel(field.key)}</th>
                  {entry.kind === 'update' && (
                    <td>
                      <del>
                        <Value field={field} value={field.before} words={words} />
                      </del>
                    </td>
                  )}
                  {entry.kind === 'update' && (
                    <td aria-hidden>
                      <Icon name="forward" size={12} />
                    </td>
                  )}
                  <td>
                    <Value field={field} value={entry.kind === 'remove' ? field.before : field.after} words={words} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </div>
    </li>
  );
}

/** A moment holds no letter to tell its direction by: its day and time stand as elsewhere on the page. */
function Value({ field, value, words }: { field: TimelineField; value: unknown; words: ValueWords }) {
  const { direction } = words.writer;
  return <bdi dir={field.kind === 'moment' ? direction : 'auto'}>{shownValue(field, value, words)}</bdi>;
}

/** How values of a module's records are put into words. Options have the texts `<module>.<field>.<value>`. */
export function useValueWords(module: string, codes: ReadonlyMap<string, string> = noCodes): ValueWords {
  const text = useText();
  const writer = useDisplay();
  const fieldLabel = useFieldLabel(module);
  return {
    text,
    writer,
    fieldLabel,
    numberedLabel: (key, value) => codes.get(`${key}.${value}`) ?? null,
    optionLabel(key, value) {
      const permission = `${value.split('.')[0] ?? ''}.permission.${value}`;
      const name = [`${module}.option.${key}.${value}`, `${module}.${key}.${value}`, permission].find((each) =>
        texts.exists(each),
      );
      return name === undefined ? (codes.get(`${key}.${value}`) ?? codes.get(value) ?? null) : text(name);
    },
  };
}

function commandName(entry: TimelineItem, text: ReturnType<typeof useText>): string {
  const [module = '', ...rest] = entry.command.split('.');
  const own = `${module}.command.${rest.join('.')}`;
  return texts.exists(own) ? text(own) : text(`kit.timeline.${entry.kind}`);
}
