import { useNavigate } from 'react-router';
import { useText } from '#renderer/locale/text.ts';
import type { OfficeRow } from '../../contract/index.ts';
import '../ministry.css';
import map from './iraq-map.json' with { type: 'json' };
import { stateOf, stateTones } from './office-state.ts';

/** The offices where they lie; a point opens its office. */
export function OfficeMap({ offices, now }: { readonly offices: readonly OfficeRow[]; readonly now: number }) {
  const text = useText();
  const navigate = useNavigate();
  const placed = offices.flatMap((office) => {
    const place = placeOf(office);
    return place ? [{ office, ...place }] : [];
  });
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
      {placed.map(({ office, x, y }) => (
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
            r={9}
            className={`ministry-map-office ministry-map-${stateTones[stateOf(office, now)]}`}
          />
        </a>
      ))}
    </svg>
  );
}

/** The middle of a governorate is left to the points of its offices. */
const NAME_ABOVE = 16;

/** By its own place on the earth, or in the middle of its governorate. */
function placeOf({
  latitude,
  longitude,
  governorate,
}: OfficeRow): { readonly x: number; readonly y: number } | undefined {
  if (latitude !== null && longitude !== null) {
    return { x: (longitude - map.west) * map.narrowing * map.scale, y: (map.north - latitude) * map.scale };
  }
  const found = map.governorates.find(({ code }) => code === governorate);
  return found && { x: found.x, y: found.y };
}
