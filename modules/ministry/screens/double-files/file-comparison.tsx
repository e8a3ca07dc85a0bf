import type { ReactNode } from 'react';
import type { DoubleFilePair } from '../../contract/index.ts';
import { useOfficeName, useSideLines } from './side-words.ts';

/** Two files side by side, on the screen and on paper; what differs stands out. */
export function FileComparison(props: {
  readonly first: DoubleFilePair['first'];
  readonly second: DoubleFilePair['second'];
  /** Beside the name of each office. */
  readonly heads?: readonly [ReactNode, ReactNode];
  /** Below each file. */
  readonly foot?: readonly [ReactNode, ReactNode];
}) {
  const { first, second, heads, foot } = props;
  const officeName = useOfficeName();
  const linesOf = useSideLines();
  const others = linesOf(second);
  return (
    <table className="kit-print-table ministry-comparison">
      <thead>
        <tr>
          <td />
          {[first, second].map((side, place) => (
            <th key={side.office} scope="col">
              <bdi>{officeName(side)}</bdi> {heads?.[place]}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {linesOf(first).map(([label, value], place) => {
          const other = others[place]?.[1] ?? '';
          return (
            <tr key={label} {...(value !== other && { className: 'ministry-differs' })}>
              <th scope="row">{label}</th>
              {[value, other].map((each, column) => (
                <td key={column}>
                  <bdi>{each}</bdi>
                </td>
              ))}
            </tr>
          );
        })}
      </tbody>
      {foot && (
        <tfoot>
          <tr>
            <td />
            <td>{foot[0]}</td>
            <td>{foot[1]}</td>
          </tr>
        </tfoot>
      )}
    </table>
  );
}
