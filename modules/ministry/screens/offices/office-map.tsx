import { Popover } from 'antd';
import { useMemo, useState } from 'react';
import { useNavigate } from 'react-router';
import { StatusTag } from '#renderer/kit/status-tag.tsx';
import { nameIn } from '#renderer/locale/display.tsx';
import { useLanguage, useText } from '#renderer/locale/text.ts';
import type { OfficeRow } from '../../contract/index.ts';
import '../ministry.css';
import map from './iraq-map.json' with { type: 'json' };
import { mapNames } from './map-names.ts';
import { officePoints, type OfficePoint } from './office-places.ts';
import { officeStates, stateOf, stateTones, worstTone } from './office-state.ts';

interface Shown {
  /** When they were asked for: how they stand is told by that. */
  readonly now: number;
}

/** The offices where they lie. A point opens its office; one that stands for several opens the list of them. */
export function OfficeMap({ offices, now }: Shown & { readonly offices: readonly OfficeRow[] }) {
  const text = useText();
  const points = useMemo(() => officePoints(offices), [offices]);
  const names = useMemo(() => mapNames((code) => text(`ministry.governorate.${code}`), points), [text, points]);
  return (
    <div className="ministry-map">
      <svg viewBox={`0 0 ${map.width} ${map.height}`} role="group" aria-label={text('ministry.offices.map')}>
        {map.governorates.map(({ code, path }) => (
          <path key={code} d={path} className="ministry-map-land" />
        ))}
        {points.map((point) =>
          point.offices.length === 1 ? (
            <OneOffice key={point.offices[0].office} point={point} now={now} />
          ) : (
            <ManyOffices key={point.offices[0].office} point={point} now={now} />
          ),
        )}
        {names.map(({ code, name, x, y }) => (
          <text key={code} x={x} y={y} className="ministry-map-name">
            {name}
          </text>
        ))}
      </svg>
      <Legend offices={offices} now={now} />
    </div>
  );
}

type PointProps = Shown & { readonly point: OfficePoint<OfficeRow> };

function OneOffice({ point, now }: PointProps) {
  const text = useText();
  const language = useLanguage();
  const [office] = point.offices;
  const state = stateOf(office, now);
  const name = nameIn(language, office);
  return (
    <OfficeLink office={office.office} label={name}>
      <title>{`${name} — ${text(`ministry.state.${state}`)}`}</title>
      <circle
        cx={point.x}
        cy={point.y}
        r={point.radius}
        className={`ministry-map-office ministry-map-${stateTones[state]}`}
      />
    </OfficeLink>
  );
}

function ManyOffices({ point: { offices, x, y, radius }, now }: PointProps) {
  const text = useText();
  const language = useLanguage();
  const [isOpen, setOpen] = useState(false);
  const title = text('ministry.offices.onMap', { count: offices.length });
  const list = (
    <ul className="ministry-map-list">
      {offices.map((office) => {
        const state = stateOf(office, now);
        return (
          <li key={office.office}>
            <OfficeLink office={office.office}>{nameIn(language, office)}</OfficeLink>
            <StatusTag tone={stateTones[state]}>{text(`ministry.state.${state}`)}</StatusTag>
          </li>
        );
      })}
    </ul>
  );
  return (
    <Popover trigger="click" open={isOpen} onOpenChange={setOpen} title={title} content={list}>
      <g
        role="button"
        tabIndex={0}
        aria-expanded={isOpen}
        aria-label={`${title}: ${offices.map((office) => nameIn(language, office)).join('، ')}`}
        className="ministry-map-many"
        onKeyDown={(event) => {
          if (event.key === 'Escape') setOpen(false);
          if (event.key !== 'Enter' && event.key !== ' ') return;
          event.preventDefault();
          setOpen(!isOpen);
        }}
      >
        <circle
          cx={x}
          cy={y}
          r={radius}
          className={`ministry-map-office ministry-map-${worstTone(offices.map((office) => stateOf(office, now)))}`}
        />
        <text x={x} y={y} className="ministry-map-number">
          {offices.length}
        </text>
      </g>
    </Popover>
  );
}

interface OfficeLinkProps {
  readonly office: number;
  readonly label?: string;
  readonly children: React.ReactNode;
}

function OfficeLink({ office, label, children }: OfficeLinkProps) {
  const navigate = useNavigate();
  const path = `/ministry/offices/${office}`;
  return (
    <a
      href={`#${path}`}
      aria-label={label}
      onClick={(event) => {
        event.preventDefault();
        void navigate(path);
      }}
    >
      {children}
    </a>
  );
}

/** How many offices stand in which way: what the colours say. */
function Legend({ offices, now }: Shown & { readonly offices: readonly OfficeRow[] }) {
  const text = useText();
  const states = offices.map((office) => stateOf(office, now));
  return (
    <ul className="ministry-map-legend">
      {officeStates
        .filter((state) => states.includes(state))
        .map((state) => (
          <li key={state}>
            <StatusTag tone={stateTones[state]}>{text(`ministry.state.${state}`)}</StatusTag>
            <span>{text('ministry.offices.onMap', { count: states.filter((each) => each === state).length })}</span>
          </li>
        ))}
    </ul>
  );
}
