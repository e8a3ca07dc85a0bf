import { describe, expect, it } from 'vitest';
import type { LocalDate } from '#kernel/date.ts';
import { refusalOf, testOffice, type Client, type TestOffice } from './harness.ts';

const PEOPLE = 10;
const EACH = 30;

/** One after the other: so many passwords for one name at the same moment would be an attack. */
async function signInTen(visitor: TestOffice['visitor']): Promise<readonly Client[]> {
  const people: Client[] = [];
  while (people.length < PEOPLE) people.push(await visitor().signIn('admin'));
  return people;
}

describe('ten people at once', () => {
  it('each add and change records; nothing is lost, doubled or mixed up', { timeout: 120_000 }, async () => {
    const { visitor, office } = await testOffice();
    const people = await signInTen(visitor);
    const [first] = people;
    const parentId = (await first?.org.unit.list({}))?.find(({ code }) => code === '1017')?.id ?? '';
    const before = office.core.door.head.seq;
    await Promise.all(
      people.map(async (client, person) => {
        for (let number = 0; number < EACH; number += 1) {
          const code = `P${person}-${number}`;
          const fields = {
            code,
            nameCkb: null,
            nameEn: null,
            validFrom: '2026-01-01' as LocalDate,
            isPayingEntity: false,
          };
          const { id } = await client.org.unit.create({
            ...({ ...fields, type: 'department', parentId, nameAr: `قسم ${code}`, validTo: null } as const),
          });
          await client.org.unit.edit({ ...fields, id, revision: 1, nameAr: `قسم ${code} معدل` });
        }
      }),
    );
    expect(office.core.door.head.seq - before).toBe(PEOPLE * EACH * 2);
    const made = (await first?.org.unit.list({}))?.filter(({ code }) => code.startsWith('P')) ?? [];
    expect(made).toHaveLength(PEOPLE * EACH);
    expect(made.every(({ code, nameAr, revision }) => nameAr === `قسم ${code} معدل` && revision === 2)).toBe(true);
  });

  it('change the same record: one goes through, nine are told', async () => {
    const { visitor } = await testOffice();
    const people = await signInTen(visitor);
    const unit = (await people[0]?.org.unit.list({}))?.find(({ code }) => code === '1017-02');
    if (!unit) throw new Error('The demonstration has this unit.');
    const { id, revision, code, nameCkb, nameEn, validFrom, isPayingEntity } = unit;
    const edit = { id, revision, code, nameCkb, nameEn, validFrom, isPayingEntity };
    const outcomes = await Promise.all(
      people.map(async (client, person) => {
        const call = client.org.unit.edit({ ...edit, nameAr: `اسم ${person}` });
        return call.then(() => 'done').catch(() => refusalOf(call).then((codes) => codes[0]));
      }),
    );
    expect(outcomes.filter((outcome) => outcome === 'done')).toHaveLength(1);
    expect(outcomes.filter((outcome) => outcome === 'CONFLICT')).toHaveLength(PEOPLE - 1);
  });
});
