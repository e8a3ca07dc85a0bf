import type { ReactNode } from 'react';
import { StatusTag } from '#renderer/kit/status-tag.tsx';
import { nameIn, useDisplay } from '#renderer/locale/display.tsx';
import { useText } from '#renderer/locale/text.ts';
import type { UnitRow } from '../../contract.ts';

/** A unit at a glance, beside the tree. */
export function UnitCard(props: {
  readonly unit: UnitRow;
  readonly parent: UnitRow | undefined;
  readonly actions: ReactNode;
}) {
  const { unit, parent } = props;
  const text = useText();
  const { language, date } = useDisplay();
  const facts = [
    ['code', unit.code],
    ['type', text(`org.option.type.${unit.type}`)],
    ['parentId', parent ? nameIn(language, parent) : text('org.unit.top')],
    ['nameAr', unit.nameAr],
    ['nameCkb', unit.nameCkb],
    ['nameEn', unit.nameEn],
    ['validFrom', date(unit.validFrom)],
    ['validTo', unit.validTo === null ? text('platform.openEnd') : date(unit.validTo)],
    ['isPayingEntity', text(unit.isPayingEntity ? 'platform.yes' : 'platform.no')],
  ] as const;
  return (
    <section className="org-unit-card" aria-label={nameIn(language, unit)}>
      <h2>
        <bdi>{nameIn(language, unit)}</bdi>{' '}
        <StatusTag tone={unit.state === 'open' ? 'good' : 'plain'}>{text(`org.state.unit.${unit.state}`)}</StatusTag>
      </h2>
      <dl>
        {facts.map(
          ([key, value]) =>
            value !== null && (
              <div key={key}>
                <dt>{text(`org.field.${key}`)}</dt>
                <dd>
                  <bdi>{value}</bdi>
                </dd>
              </div>
            ),
        )}
      </dl>
      <div className="kit-row">{props.actions}</div>
    </section>
  );
}
