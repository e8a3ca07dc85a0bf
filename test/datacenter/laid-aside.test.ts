import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sha256, zstd } from '#db/wire.ts';
import { laidAside } from '#office/schema.ts';
import { toInbox } from '#office/sync/to-inbox.ts';
import { refusalOf } from '../host/harness.ts';
import { MinistryOfOffices, type LinkedOffice } from './ministry-of-offices.ts';
import { copyDatabase, parted, reopened, SENT, unitOf, WRITTEN_LATER } from './parted-office.ts';

let ministry: MinistryOfOffices;

beforeAll(async () => {
  ministry = await MinistryOfOffices.open();
});

afterAll(() => ministry.close());

const inboxOf = ({ admin }: LinkedOffice) => admin.platform.sync.inbox({});

const keptThere = ({ number }: LinkedOffice) =>
  ministry.rows('SELECT op_id, kind, part, parts FROM platform_laid_aside WHERE office_no = $1 ORDER BY seq', number);

async function sync({ admin }: LinkedOffice): Promise<void> {
  await admin.platform.sync.now({});
  await admin.platform.sync.now({});
  await ministry.settled();
}

/** The one thing that waits in its inbox. */
async function itemOf(office: LinkedOffice) {
  const [item, ...others] = await inboxOf(office);
  if (!item || others.length > 0) throw new Error('One thing waits.');
  return item;
}

describe('what was laid aside in an inbox, when its PC is lost', () => {
  it('went up with the log, once, and lies before the people of the new PC as it lay before', async () => {
    const office = await parted(ministry);
    const before = await itemOf(office);
    await sync(office);
    await sync(office);
    expect(await keptThere(office)).toEqual([{ op_id: before.opId, kind: 'illegal-state', part: 0, parts: 1 }]);
    await office.test.office.close();

    const next = await ministry.replaced(office);
    expect(await itemOf(next)).toEqual(before);
    expect((await unitOf(next.admin)).nameAr).toBe(SENT);
    await sync(next);
    expect(await keptThere(next)).toHaveLength(1);

    await next.admin.platform.sync.decide({ opId: before.opId, kind: before.kind, take: 'mine' });
    expect((await unitOf(next.admin)).nameAr).toBe(WRITTEN_LATER);
    expect(await inboxOf(next)).toEqual([]);
    await sync(next);
    expect(await inboxOf(next)).toEqual([]);
  });

  it('is not shown again by the next PC when somebody has settled it', async () => {
    const office = await parted(ministry);
    const { opId, kind } = await itemOf(office);
    await sync(office);
    await office.admin.platform.sync.decide({ opId, kind, take: 'theirs' });
    await sync(office);
    await office.test.office.close();

    const next = await ministry.replaced(office);
    await sync(next);
    expect(await inboxOf(next)).toEqual([]);
    expect(await keptThere(next)).toHaveLength(1);
  });

  it('is settled on a PC that is put back to before the decision, too', async () => {
    const office = await parted(ministry);
    const { opId, kind } = await itemOf(office);
    await sync(office);
    const { folder } = office.test;
    const copy = join(folder, 'before the decision');
    const undecided = await reopened(office, () => {
      mkdirSync(copy);
      copyDatabase(folder, copy);
    });
    await undecided.admin.platform.sync.decide({ opId, kind, take: 'theirs' });
    await sync(undecided);

    const back = await reopened(undecided, () => copyDatabase(copy, folder));
    expect(await inboxOf(back)).toHaveLength(1);
    await sync(back);
    expect(await inboxOf(back)).toEqual([]);
    expect(await refusalOf(back.admin.platform.sync.decide({ opId, kind, take: 'mine' }))).toEqual(['NOT_FOUND']);
    expect((await unitOf(back.admin)).nameAr).toBe(SENT);
  });

  it('comes whole when it is too large for one record, and is passed over where a record is not what was written', async () => {
    const office = await ministry.office({ employees: 0 });
    const { core } = office.test.office;
    const userId = (await office.admin.platform.session.state()).user?.id ?? '';
    const [large, broken] = [core.door.newId(1), core.door.newId(2)];
    const noise = randomBytes(150_000).toString('base64');
    const op = {
      id: large,
      k: 'org.unit.edit',
      v: 1,
      s: 1,
      h: 0,
      w: 0,
      u: userId,
      e: [['u', 'org_unit', large, { noise }]],
    };
    core.door.replicate(() => {
      toInbox(core.database.raw, { op, kind: 'illegal-state', mine: JSON.stringify(op), now: 5 });
    });
    core.door.write({ userId }, 'platform.sync.keepLaidAside', (tx) => {
      const kept = { opId: broken, kind: 'illegal-state', since: 5, hash: '00', part: 0, parts: 1 } as const;
      tx.insert(laidAside, { ...kept, body: 'bm90aGluZw==' });
    });
    await sync(office);
    expect((await keptThere(office)).map(({ op_id, part, parts }) => [op_id, part, parts])).toEqual([
      [broken, 0, 1],
      [large, 0, 2],
      [large, 1, 2],
    ]);
    await office.test.office.close();

    const next = await ministry.replaced(office);
    const stored = next.test.office.core.database.raw.prepare('SELECT mine FROM sync_inbox').pluck().all();
    expect(stored).toEqual([JSON.stringify(op)]);
    expect(await itemOf(next)).toMatchObject({ opId: large, canRepeat: false });
  });

  it('is no door for what another PC of the office has invented: that is passed over, and hides nothing', async () => {
    const office = await ministry.office({ employees: 0 });
    const userId = (await office.admin.platform.session.state()).user?.id ?? '';
    const { core } = office.test.office;
    const effects: unknown[] = [['u', 'org_unit', core.door.newId(1), { nameAr: 'اسم' }]];
    const opOf = (id: string) => ({ id, k: 'org.unit.edit', v: 1, s: 1, h: 0, w: 0, u: userId, e: effects });
    const invented: ((id: string) => { readonly kind?: string; readonly text: string; readonly hash?: string })[] = [
      (id) => ({ kind: 'nonsense', text: JSON.stringify(opOf(id)) }),
      (id) => ({ kind: 'held', text: JSON.stringify(opOf(id)) }),
      () => ({ text: 'no op' }),
      () => ({ text: '{}' }),
      () => ({ text: JSON.stringify(opOf(userId)) }),
      (id) => ({ text: JSON.stringify({ ...opOf(id), u: '\u0000' }) }),
      (id) => ({ text: JSON.stringify({ ...opOf(id), e: [['u', 'org_unit', id, null]] }) }),
      (id) => ({ text: JSON.stringify({ ...opOf(id), h: 'later' }) }),
      (id) => ({ text: JSON.stringify(opOf(id)), hash: '00' }),
    ];
    let made = 0;
    const put = (make: (typeof invented)[number]): string => {
      const opId = core.door.newId((made += 1));
      const { kind = 'illegal-state', text, hash } = make(opId);
      const body = Buffer.from(zstd.compress(Buffer.from(text))).toString('base64');
      core.door.write({ userId }, 'platform.sync.keepLaidAside', (tx) => {
        const part = { since: made, hash: hash ?? sha256(Buffer.from(body)), part: 0, parts: 1, body };
        // A hostile program is held by no type.
        tx.insert(laidAside, { opId, kind: kind as 'illegal-state', ...part });
      });
      return opId;
    };
    for (let round = 0; round < 15; round += 1) for (const make of invented) put(make);
    const honest = put((id) => ({ text: JSON.stringify(opOf(id)) }));
    await sync(office);
    await office.test.office.close();

    const next = await ministry.replaced(office);
    expect(await itemOf(next)).toMatchObject({ opId: honest, kind: 'illegal-state', command: 'org.unit.edit' });
    expect((await next.admin.platform.sync.status({})).problem).toBe(null);
  });
});
