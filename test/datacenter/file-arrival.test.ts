import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LocalDate } from '#kernel/date.ts';
import { chunkCount, FILE_LIMITS } from '#kernel/sync/file-chunks.ts';
import { purposeKey } from '#db/keyring.ts';
import { openArrivingFiles } from '#office/arriving-files.ts';
import { firstDemonstration } from '#office/demonstration.ts';
import { refusalOf } from '../host/harness.ts';
import { MinistryOfOffices, type LinkedOffice } from './ministry-of-offices.ts';
import { attached, FileLine, pdf, travelOf } from './travelling-files.ts';

let ministry: MinistryOfOffices;

beforeAll(async () => {
  ministry = await MinistryOfOffices.open();
});

afterAll(() => ministry.close());

const CHUNK = FILE_LIMITS.chunkBytes;

/** A new PC of an office that had attached these files, before anything of them has come to it. */
async function newPcOf(...contents: readonly Buffer[]) {
  const old = await ministry.office({ employees: 0 });
  await ministry.meet(old);
  const made = [];
  for (const content of contents) made.push(await attached(old, content));
  await ministry.meet(old);
  return { old, made, pc: await ministry.replaced(old) };
}

/** As `newPcOf`, with nothing fetched before somebody asks for it, and the cable pulled. */
async function patientPcOf(content: Buffer) {
  const { old, made, pc } = await newPcOf(content);
  const [file] = made;
  if (!file) throw new Error('One file was attached.');
  pc.test.office.core.sync.setPlugged(false);
  return { old, pc, file };
}

async function list({ admin }: LinkedOffice) {
  const [unit] = await admin.org.unit.list({});
  return admin.files.attachment.list({ table: 'org_unit', recordId: unit?.id ?? '' });
}

const contentOf = async ({ admin }: LinkedOffice, id: string): Promise<Buffer> =>
  Buffer.from(await (await admin.files.attachment.read({ id })).arrayBuffer());

/** The chunks that have come to this PC. */
function arrivingOf({ test }: LinkedOffice) {
  const { core } = test.office;
  return openArrivingFiles(core.paths.arriving, purposeKey(core.dataKey, 'files'));
}

describe('a file on a new PC of its office', { timeout: 60_000 }, () => {
  it('comes by itself when it is small, and when somebody asks for it when it is not', async () => {
    const [small, large] = [pdf(80_000), pdf(6 * CHUNK + 77)];
    const { pc, made } = await newPcOf(small, large);
    await pc.admin.platform.sync.now({});
    const [first, second] = made;
    const shown = await list(pc);
    expect(shown.map(({ id, isAway }) => [id, isAway])).toEqual([
      [first?.id, false],
      [second?.id, true],
    ]);
    expect(await contentOf(pc, first?.id ?? '')).toEqual(small);
    expect(await refusalOf(pc.admin.files.attachment.read({ id: second?.id ?? '' }))).toEqual(['FILE_NOT_ARRIVED']);
    const { files } = await pc.admin.platform.sync.status({});
    expect(files).toMatchObject({ out: { count: 0 }, in: { count: 1, bytes: large.length } });
    await pc.admin.files.attachment.fetch({ id: second?.id ?? '' });
    expect(await contentOf(pc, second?.id ?? '')).toEqual(large);
    expect((await pc.admin.platform.sync.status({})).files).toMatchObject({ in: { count: 0, bytes: 0 } });
    // Asked again, it is here.
    await pc.admin.files.attachment.fetch({ id: second?.id ?? '' });
  });

  it('that is cut off goes on at the chunk that is missing, after a restart too', async () => {
    const content = pdf(7 * CHUNK - 5);
    const { pc, file } = await patientPcOf(content);
    const line = new FileLine(pc);
    line.cut = { kind: 'fetch', after: 3, isHeard: true };
    await expect(travelOf(pc).fetch(line, file.sha256)).rejects.toThrow('SYNC_NO_ANSWER');
    line.cut = null;
    await travelOf(pc).fetch(line, file.sha256);
    // One chunk was on the way when the line was cut.
    expect(line.of('fetch')).toHaveLength(chunkCount(content.length) + 1);
    expect(await contentOf(pc, file.id)).toEqual(content);
    expect(arrivingOf(pc).begun()).toEqual([]);
  });

  it('is made of its chunks when the power was cut between the last one and the file', async () => {
    const content = pdf(5 * CHUNK);
    const { pc, file } = await patientPcOf(content);
    const arriving = arrivingOf(pc);
    for (let no = 0; no < 5; no += 1) arriving.keep(file.sha256, no, content.subarray(no * CHUNK, (no + 1) * CHUNK));
    const line = new FileLine(pc);
    await travelOf(pc).fetch(line, file.sha256);
    expect(line.asked).toEqual([]);
    expect(await contentOf(pc, file.id)).toEqual(content);
  });

  it('loses one chunk to a damaged disk, and fetches that one alone', async () => {
    const content = pdf(5 * CHUNK);
    const { pc, file } = await patientPcOf(content);
    const arriving = arrivingOf(pc);
    for (let no = 0; no < 5; no += 1) arriving.keep(file.sha256, no, content.subarray(no * CHUNK, (no + 1) * CHUNK));
    const path = join(pc.test.office.core.paths.arriving, file.sha256, '3');
    const sealed = readFileSync(path);
    expect(sealed.includes(content.subarray(3 * CHUNK, 3 * CHUNK + 32))).toBe(false);
    sealed[500] = (sealed[500] ?? 0) ^ 1;
    writeFileSync(path, sealed);
    const line = new FileLine(pc);
    await travelOf(pc).fetch(line, file.sha256);
    expect(line.asked).toMatchObject([{ kind: 'fetch', no: 3 }]);
    expect(await contentOf(pc, file.id)).toEqual(content);
  });

  it('is kept by nobody when its chunks make another content', async () => {
    const content = pdf(5 * CHUNK);
    const { pc, file } = await patientPcOf(content);
    const arriving = arrivingOf(pc);
    arriving.keep(file.sha256, 0, pdf(CHUNK));
    const asked = travelOf(pc).fetch(new FileLine(pc), file.sha256);
    await expect(asked).rejects.toMatchObject({ problems: [{ code: 'FILE_DAMAGED' }] });
    expect(pc.test.office.core.files.has(file.sha256)).toBe(false);
    expect(arriving.begun()).toEqual([]);
    // Begun anew, it comes whole.
    await travelOf(pc).fetch(new FileLine(pc), file.sha256);
    expect(await contentOf(pc, file.id)).toEqual(content);
  });

  it('that never came to the data centre is told as such, and where there is no line, that', async () => {
    const old = await ministry.office({ employees: 0 });
    await ministry.meet(old);
    const { id } = await attached(old, pdf(5 * CHUNK));
    await ministry.meet(old);
    await ministry.rows('UPDATE office_file SET whole_at = NULL WHERE office_no = $1', old.number);
    const pc = await ministry.replaced(old);
    expect(await refusalOf(pc.admin.files.attachment.fetch({ id }))).toEqual(['FILE_NOT_AT_CENTRE']);
    pc.test.office.core.sync.setPlugged(false);
    expect(await refusalOf(pc.admin.files.attachment.fetch({ id }))).toEqual(['SYNC_UNPLUGGED']);
  });

  it('comes as the settings say: all, or none before it is asked for; within the quota and the allowance', async () => {
    const { pc } = await newPcOf(pdf(9_000), pdf(5 * CHUNK));
    pc.test.office.core.sync.setPlugged(false);
    const set = async (change: object) => {
      const { revision, nameAr, nameCkb, nameEn, settings } = await pc.admin.org.office.get();
      await pc.admin.org.office.edit({ revision, nameAr, nameCkb, nameEn, settings: { ...settings, ...change } });
    };
    const line = new FileLine(pc);
    await set({ fileArrival: 'all', fileDayMb: 1 });
    expect(await travelOf(pc).run(line, () => true)).toBe('spent');
    expect(travelOf(pc).state).toMatchObject({ in: { count: 1 } });
    travelOf(pc).liftAllowance();
    await set({ fileArrival: 'asked' });
    expect(await travelOf(pc).run(line, () => true)).toBe('done');
    expect(travelOf(pc).state).toMatchObject({ in: { count: 1 } });
    await set({ fileArrival: 'all' });
    expect(await travelOf(pc).run(line, () => true)).toBe('done');
    expect(travelOf(pc).state).toMatchObject({ in: { count: 0 } });
    expect((await list(pc)).every(({ isAway }) => !isAway)).toBe(true);
  });
});

/** Somebody who serves in the office, and his first day in another one. */
async function whoMayGo({ admin }: LinkedOffice) {
  for (const { id, isInService } of await admin.hr.employee.list({})) {
    if (!isInService) continue;
    const { answer, lastPaidMonth } = await admin.hr.handover.preview({ employeeId: id });
    // The demonstration has paid October.
    if (answer.ok && lastPaidMonth === '2026-10') return { employeeId: id, effectiveDate: '2026-11-01' as LocalDate };
  }
  throw new Error('The demonstration has people who were paid.');
}

describe('the scans of an employee who is handed over', { timeout: 180_000 }, () => {
  it('go with him, and come in the other office from the store of the first', async () => {
    const sender = await ministry.office({ employees: 6 });
    const receiver = await ministry.office({ employees: 4, invented: { ...firstDemonstration, seed: 51 } });
    await ministry.makeKnown(sender, receiver);
    const { employeeId, effectiveDate } = await whoMayGo(sender);
    const scan = pdf(300_000);
    const place = { table: 'hr_employee', recordId: employeeId };
    await sender.admin.files.attachment.add({ ...place, file: new File([new Uint8Array(scan)], 'الجنسية.pdf') });
    const { id } = await sender.admin.hr.handover.send({
      ...{ employeeId, toOffice: receiver.number, effectiveDate },
      ...{ orderNumber: '4471', orderDate: '2026-10-20' as LocalDate, note: null },
    });
    await ministry.meet(sender, receiver);
    const unitId = (await receiver.admin.org.unit.list({})).find(({ code }) => code === '1017-02')?.id ?? '';
    const taken = await receiver.admin.hr.handover.accept({ id, unitId, jobTitle: null, officeNumber: null });
    const [shown] = await receiver.admin.files.attachment.list({ table: 'hr_employee', recordId: taken.employeeId });
    expect(shown).toMatchObject({ fileName: 'الجنسية.pdf', isAway: false });
    expect(await contentOf(receiver, shown?.id ?? '')).toEqual(scan);
    await ministry.meet(receiver);
    // It lies there once, with the office that sent it, and a new PC of the other office finds it there.
    const stored = await ministry.rows('SELECT office_no FROM office_file WHERE sha256 = $1', shown?.sha256);
    expect(stored).toEqual([{ office_no: sender.number }]);
    // Gone from the disk of the other office, it is found there again.
    const { sha256 = '' } = shown ?? {};
    const { files } = receiver.test.office.core.paths;
    rmSync(join(files, sha256.slice(0, 2), sha256.slice(2, 4), sha256));
    await receiver.admin.files.attachment.fetch({ id: shown?.id ?? '' });
    expect(await contentOf(receiver, shown?.id ?? '')).toEqual(scan);
    // And so it is on a new PC, which must first have the record that the other office sent.
    const pc = await ministry.replaced(receiver);
    await pc.admin.files.attachment.fetch({ id: shown?.id ?? '' });
    expect(await contentOf(pc, shown?.id ?? '')).toEqual(scan);
    expect((await pc.admin.hr.handover.list()).map(({ state }) => state)).toEqual(['accepted']);
  });
});
