import { Button, Radio } from 'antd';
import { useState } from 'react';
import { useFieldLabel, useText } from '#renderer/locale/text.ts';
import { differences, merged, proposedSides, type ConflictField, type Side, type Values } from './conflict.ts';
import './conflict-view.css';
import { Icon } from './icon.tsx';
import { shownValue } from './shown-value.ts';
import { useValueWords } from './timeline.tsx';

export interface ConflictViewProps {
  /** Whose labels the fields have. */
  readonly module: string;
  /** The fields that may differ, in the order of the form. */
  readonly fields: readonly ConflictField[];
  readonly mine: Values;
  readonly theirs: Values;
  /** The record as it was when I began; with it most fields are decided beforehand. */
  readonly base?: Values;
  /** Who was first, when it is known. */
  readonly theirName?: string;
  readonly onResolve: (values: Values) => void;
  readonly onCancel: () => void;
}

/** Somebody saved the same record first: both values of each field, and one to choose. No entry is lost. */
export function ConflictView(props: ConflictViewProps) {
  const { module, mine, theirs, theirName, onResolve, onCancel } = props;
  const text = useText();
  const fields = differences(props.fields, mine, theirs);
  const [sides, setSides] = useState<Readonly<Record<string, Side>>>(() =>
    proposedSides(fields, mine, theirs, props.base),
  );
  const open = fields.filter(({ key }) => sides[key] === undefined).length;
  const chooseAll = (side: Side): void => setSides(Object.fromEntries(fields.map(({ key }) => [key, side])));
  return (
    <section className="kit-conflict" aria-label={text('kit.conflict.title')}>
      <p className="kit-conflict-title">
        <Icon name="warning" />
        <span>
          <strong>{text('kit.conflict.title')}</strong>{' '}
          {theirName !== undefined && text('kit.conflict.by', { name: theirName })}
          <br />
          {text('kit.conflict.hint')}
        </span>
      </p>
      <div className="kit-row">
        <Button onClick={() => chooseAll('mine')}>{text('kit.conflict.keepMine')}</Button>
        <Button onClick={() => chooseAll('theirs')}>{text('kit.conflict.takeTheirs')}</Button>
      </div>
      <table>
        <thead>
          <tr>
            <th scope="col">{text('kit.conflict.field')}</th>
            <th scope="col">{text('kit.conflict.mine')}</th>
            <th scope="col">{text('kit.conflict.theirs')}</th>
          </tr>
        </thead>
        <tbody>
          {fields.map((field) => (
            <Choice
              key={field.key}
              module={module}
              field={field}
              values={{ mine: mine[field.key], theirs: theirs[field.key] }}
              side={sides[field.key]}
              onChoose={(side) => setSides({ ...sides, [field.key]: side })}
            />
          ))}
        </tbody>
      </table>
      <footer className="kit-row">
        <Button
          type="primary"
          disabled={open > 0}
          icon={<Icon name="check" />}
          onClick={() => onResolve(merged(mine, theirs, sides))}
        >
          {text('kit.conflict.resolve')}
        </Button>
        <Button onClick={onCancel}>{text('kit.action.cancel')}</Button>
        {open > 0 && <span className="kit-soft">{text('kit.conflict.open', { count: open })}</span>}
      </footer>
    </section>
  );
}

interface ChoiceProps {
  readonly module: string;
  readonly field: ConflictField;
  readonly values: Readonly<Record<Side, unknown>>;
  readonly side: Side | undefined;
  readonly onChoose: (side: Side) => void;
}

function Choice({ module, field, values, side, onChoose }: ChoiceProps) {
  const fieldLabel = useFieldLabel(module);
  const words = useValueWords(module);
  const name = `conflict-${field.key}`;
  return (
    <tr>
      <th scope="row">{fieldLabel(field.key)}</th>
      {(['mine', 'theirs'] as const).map((each) => (
        <td key={each} className={side === each ? 'kit-conflict-chosen' : undefined}>
          <Radio name={name} checked={side === each} onChange={() => onChoose(each)}>
            <bdi>{field.say ? field.say(values[each]) || '—' : shownValue(field, values[each], words)}</bdi>
          </Radio>
        </td>
      ))}
    </tr>
  );
}
