import { Link } from 'react-router';
import { nameIn } from '#renderer/locale/display.tsx';
import { useLanguage, useText } from '#renderer/locale/text.ts';
import { useDesk } from '#renderer/module.ts';

interface OfficeLine {
  readonly office: number;
  readonly nameAr: string;
  readonly nameCkb: string | null;
  readonly nameEn: string | null;
  readonly value: string;
}

/** A few offices with one figure each; a name opens the office for whoever may see it. */
export function OfficeTable(props: {
  readonly caption: string;
  readonly figure: string;
  readonly rows: readonly OfficeLine[];
}) {
  const text = useText();
  const language = useLanguage();
  const { may } = useDesk();
  const mayOpen = may('ministry.office.view');
  return (
    <table className="ministry-figures">
      <caption>{props.caption}</caption>
      <thead>
        <tr>
          <th scope="col">{text('ministry.table.office')}</th>
          <th scope="col">{props.figure}</th>
        </tr>
      </thead>
      <tbody>
        {props.rows.map(({ value, ...row }) => {
          const name = nameIn(language, row) || text('ministry.twice.office', { office: row.office });
          return (
            <tr key={row.office}>
              <th scope="row">{mayOpen ? <Link to={`/ministry/offices/${row.office}`}>{name}</Link> : name}</th>
              <td>{value}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
