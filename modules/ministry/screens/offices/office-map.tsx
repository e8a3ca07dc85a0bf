import { useNavigate } from 'react-router';
import { useText } from '#renderer/locale/text.ts';
import type { OfficeRow } from '../../contract/index.ts';
import '../ministry.css';
import map from './iraq-map.json' with { type: 'json' };
import { officePoints } from './office-places.ts';
import { stateOf, stateTones } from './office-state.ts';

/** The offices where they lie; a point opens its office. */
export function OfficeMap({ offices, now }: { readonly offices: readonly OfficeRow[]; readonly now: number }) {
  const text = useText();
  const navigate = useNavigate();
  return (
    <svg
      className="ministry-map"
      viewBox={`0 0 ${map.width} ${map.height}`}
      role="group"
      aria-label={text('ministry.offices.map')}
    >
      {map.governorates.map(({ code, path }) => (
        <path key={code} d={path} className="ministry-map-land" />
      ))}
      {map.governorates.map(({ code, x, y }) => (
        <text key={code} x={x} y={y - NAME_ABOVE} className="ministry-map-name">
          {text(`ministry.governorate.${code}`)}
        </text>
      ))}
      {officePoints(offices).map(({ office, x, y, radius }) => (
        <a
          key={office.office}
          href={`#/ministry/offices/${office.office}`}
          aria-label={office.nameAr}
          onClick={(event) => {
            event.preventDefault();
            void navigate(`/ministry/offices/${office.office}`);
          }}
        >
          <title>{`${office.nameAr} — ${text(`ministry.state.${stateOf(office, now)}`)}`}</title>
          <circle
            cx={x}
            cy={y}
            r={radius}
            className={`ministry-map-office ministry-map-${stateTones[stateOf(office, now)]}`}
          />
        </a>
      ))}
    </svg>
  );
}

/** The middle of a governorate is left to the points of its offices. */
const NAME_ABOVE = 16;
