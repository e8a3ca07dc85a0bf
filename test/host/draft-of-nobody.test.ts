import { describe, expect, it } from 'vitest';
import type { Op } from '#db/op.ts';
import { toInbox } from '#office/sync/to-inbox.ts';
import { refusalOf, TEST_START, testOffice } from './harness.ts';

/** What a replaced PC handed in need not be anything that this program could have written. */

describe('a draft in the inbox that no command could have made', () => {
  it('is shown without its values and can be let be, and nobody does it again', async () => {
    const test = await testOffice({ kind: 'demonstration' });
    const admin = await test.visitor().signIn('admin');
    const [unit] = await admin.org.unit.list({});
    const id = (no: number): string => `01900000-0000-7000-8000-00000000000${no}`;
    const draft = (no: number, effect: Op['e'][number]): Op => ({
      ...{ id: id(no), k: 'org.unit.edit', v: 1, s: 1, h: 1, w: TEST_START, u: id(9), e: [effect] },
    });
    const drafts = [
      draft(1, ['u', 'org_unit', unit?.id ?? '', { parentId: 'no id' }]),
      draft(2, ['u', 'org_unit', unit?.id ?? '', { validFrom: '2026-02-30' }]),
      draft(3, ['u', 'org_unit', unit?.id ?? '', { strange: 1 }]),
      draft(4, ['u', 'of_nobody', id(5), { name: 'x' }]),
      draft(5, ['u', 'org_unit', unit?.id ?? '', { nameAr: 'اسم من الحاسبة القديمة' }]),
      {
        ...draft(6, ['x', 'of_nobody', '00000000-0000-0000-0000-000000000007']),
        id: '00000000-0000-0000-0000-000000000008',
      },
    ];
    const { raw } = test.office.core.database;
    for (const op of drafts) toInbox(raw, { op, kind: 'illegal-state', mine: JSON.stringify(op), now: TEST_START });
    const shown = (await admin.platform.sync.inbox({})).map(({ canRepeat, records }) => [
      canRepeat,
      ...records.flatMap(({ fields }) => fields.map(({ key }) => key)),
    ]);
    expect(shown).toEqual([[false], [false], [false], [false], [false], [true, 'nameAr']]);
    const [strange, ...others] = await admin.platform.sync.inbox({});
    const decide = (take: 'mine' | 'theirs') =>
      admin.platform.sync.decide({ opId: strange?.opId ?? '', kind: 'illegal-state', take });
    expect(await refusalOf(decide('mine'))).toEqual(['SYNC_NOT_REPEATABLE']);
    await decide('theirs');
    expect(await admin.platform.sync.inbox({})).toEqual(others);
  });
});
