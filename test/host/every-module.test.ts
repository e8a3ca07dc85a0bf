import { readFileSync } from 'node:fs';
import { getTableConfig, type SQLiteTable } from 'drizzle-orm/sqlite-core';
import { ORPCError } from '@orpc/client';
import { describe, expect, it } from 'vitest';
import { modelOf } from '#db/columns.ts';
import { PUBLIC, SIGNED_IN } from '#modules/contract.ts';
import { modules } from '#modules/host.ts';
import { builtInRoles } from '#modules/org/seed.ts';
import * as filesContract from '#modules/files/contract.ts';
import * as hrContract from '#modules/hr/contract/index.ts';
import * as itemsContract from '#modules/items/contract/index.ts';
import * as structureContract from '#modules/structure/contract/index.ts';
import * as ministryContract from '#modules/ministry/contract/index.ts';
import * as orgContract from '#modules/org/contract.ts';
import * as payrollContract from '#modules/payroll/contract/index.ts';
import * as regulationContract from '#modules/regulation/contract/index.ts';
import * as platformContract from '#office/contract/index.ts';
import { allTables } from '#office/core.ts';
import { codesOf, testOffice, type Client } from './harness.ts';
import { callByPath, procedures } from './procedures.ts';

const permissions = new Set<string>([
  ...platformContract.permissions,
  ...modules.flatMap((module) => module.permissions),
]);

describe('every procedure', () => {
  it('is counted: this test saw the whole office', () => {
    expect(procedures.length).toBeGreaterThan(60);
    expect(new Set(procedures.map(({ path }) => path)).size).toBe(procedures.length);
  });

  it.each(procedures.map((each) => [each.path, each] as const))(
    '%s names a known permission and its output',
    (_, each) => {
      const isOpen = each.meta.permission === PUBLIC || each.meta.permission === SIGNED_IN;
      expect(isOpen || permissions.has(each.meta.permission)).toBe(true);
      expect(each.output).toBeDefined();
    },
  );

  it.each(procedures.filter(({ input }) => input).map((each) => [each.path, each] as const))(
    '%s refuses unknown fields and sets a limit to every text and list',
    (_, { input }) => {
      const outcome = input?.safeParse({ unknownField: 1 });
      const codes = outcome?.success === false ? outcome.error.issues.map(({ code }) => code) : [];
      expect(codes).toContain('unrecognized_keys');
    },
  );

  it('that anybody may call without signing in is one of a short, known list', () => {
    const open = procedures.filter(({ meta }) => meta.permission === PUBLIC).map(({ path }) => path);
    expect(open.toSorted()).toEqual([
      'platform.device.redeem',
      'platform.session.signIn',
      'platform.session.state',
      'platform.setup.checkFolder',
      'platform.setup.claim',
      'platform.setup.found',
      'platform.setup.join',
    ]);
  });
});

/** They end the session with which the rest is tried; session.test.ts tries them. */
const ending = new Set(['platform.session.signOut', 'platform.session.lock']);

/** Some thousands of calls over a real entrance. */
const LONG = 180_000;

describe('every role × every procedure', () => {
  it.each(['http', 'port'] as const)(
    'over %s: what the role does not hold is forbidden and writes nothing',
    async (kind) => {
      const { visitor, portClient, office } = await testOffice();
      const users = ['admin', ...builtInRoles.slice(1).map(({ code }) => `${code.replace('_', '.')}1`)];
      expect(users).toHaveLength(builtInRoles.length);
      let tried = 0;
      for (const userName of users) {
        const client =
          kind === 'http' ? await visitor().signIn(userName) : await signInOverPort(portClient(), userName);
        const { user } = await client.platform.session.state();
        const held = new Set(user?.permissions);
        for (const { path, meta } of procedures) {
          if (ending.has(path) || path === 'platform.events.watch') continue;
          const before = office.core.door.head.seq;
          const codes = await outcome(client, path);
          const isOpen = meta.permission === PUBLIC || meta.permission === SIGNED_IN;
          const isAllowed = isOpen || held.has(meta.permission);
          expect.soft(codes.includes('INTERNAL'), `${userName} ${path}`).toBe(false);
          if (!isAllowed) {
            // A right that counts only over the whole office is refused otherwise to whom one unit gave it.
            const refusals = office.core.wholeOffice.has(meta.permission)
              ? ['FORBIDDEN', 'OUTSIDE_YOUR_UNIT']
              : ['FORBIDDEN'];
            expect.soft(codes, `${userName} ${path}`).toHaveLength(1);
            expect.soft(refusals, `${userName} ${path}`).toContain(codes[0]);
            expect.soft(office.core.door.head.seq, `${userName} ${path}`).toBe(before);
          } else if (!isOpen) expect.soft(codes, `${userName} ${path}`).not.toContain('FORBIDDEN');
          tried += 1;
        }
      }
      expect(tried).toBe(users.length * (procedures.length - ending.size - 1));
    },
    LONG,
  );

  it.each(['http', 'port'] as const)('over %s: nobody gets anything without signing in', async (kind) => {
    const { visitor, portClient, office } = await testOffice();
    const client = kind === 'http' ? visitor().client : portClient().client;
    const before = office.core.door.head.seq;
    for (const { path, meta } of procedures) {
      if (meta.permission === PUBLIC) continue;
      expect.soft(await outcome(client, path), path).toEqual(['UNAUTHORIZED']);
    }
    expect(office.core.door.head.seq).toBe(before);
  });
});

async function signInOverPort(
  { client, setProof }: { client: Client; setProof: (proof: string) => void },
  userName: string,
): Promise<Client> {
  const { proof } = await client.platform.session.signIn({ userName, password: 'nahrain-2026' });
  setProof(proof);
  return client;
}

/** The refusal codes of a call with an empty input; none when it was answered. */
async function outcome(client: Client, path: string): Promise<readonly string[]> {
  try {
    await callByPath(client, path, {});
    return [];
  } catch (error) {
    if (error instanceof ORPCError) return codesOf(error as ORPCError<string, unknown>);
    throw error;
  }
}

describe('every table', () => {
  it.each(allTables.map((table) => [modelOf(table).name, table] as const))(
    '%s has an index for each foreign key',
    (_, table) => {
      // Made by `syncedTable` or `localTable`, so a drizzle table.
      const { foreignKeys, indexes } = getTableConfig(table as SQLiteTable);
      const leading = indexes
        .map(({ config: { columns } }) => columns[0])
        .map((column) => (column && 'name' in column ? column.name : ''));
      for (const key of foreignKeys) expect(leading).toContain(key.reference().columns[0]?.name);
    },
  );

  it.each(modules.flatMap((module) => module.tables.map((table) => [modelOf(table).name, module.name] as const)))(
    '%s begins with the name of its module %s',
    (table, module) => expect(table.startsWith(`${module}_`)).toBe(true),
  );
});

type Strings = Readonly<Record<string, string>>;

const rooms = [
  { name: 'platform', folder: 'renderer/app', contract: platformContract },
  { name: 'org', folder: 'modules/org', contract: orgContract },
  { name: 'hr', folder: 'modules/hr', contract: hrContract },
  { name: 'files', folder: 'modules/files', contract: filesContract },
  { name: 'payroll', folder: 'modules/payroll', contract: payrollContract },
  { name: 'regulation', folder: 'modules/regulation', contract: regulationContract },
  { name: 'items', folder: 'modules/items', contract: itemsContract },
  { name: 'structure', folder: 'modules/structure', contract: structureContract },
  { name: 'ministry', folder: 'modules/ministry', contract: ministryContract },
] as const;

function stringsOf(folder: string, language: 'ar' | 'ckb' | 'en'): Strings {
  // The files are flat objects of texts; the tests below would fail on anything else.
  return JSON.parse(readFileSync(`${folder}/strings.${language}.json`, 'utf8')) as Strings;
}

it('the texts of every module are looked at', () => {
  expect(rooms.map(({ name }) => name).toSorted()).toEqual(['platform', ...modules.map(({ name }) => name)].toSorted());
});

it('every module whose commands may be taken back has rules for that', () => {
  const undoable = procedures.filter(({ meta }) => meta.isUndoable).map(({ path }) => path.split('.')[0]);
  const ruled = modules.filter(({ undo = {} }) => Object.keys(undo).length > 0).map(({ name }) => name);
  expect(ruled).toEqual(expect.arrayContaining([...new Set(undoable)]));
  for (const { name, undo = {}, tables } of modules) {
    const own = tables.map((table) => modelOf(table).name);
    for (const table of Object.keys(undo)) expect.soft(own, `${name}: ${table}`).toContain(table);
  }
});

describe.each(rooms)('the texts of $name', ({ name, folder, contract }) => {
  const [ar, ckb, en] = [stringsOf(folder, 'ar'), stringsOf(folder, 'ckb'), stringsOf(folder, 'en')];

  it.each([
    ['Arabic', ar],
    ['Kurdish', ckb],
    ['English', en],
  ] as const)('has every problem and permission in %s', (_, strings) => {
    const plain = (key: string): boolean => key in strings || `${key}_other` in strings;
    for (const code of contract.problems) expect.soft(plain(`${name}.problem.${code}`), code).toBe(true);
    for (const permission of contract.permissions) {
      expect.soft(plain(`${name}.permission.${permission}`), permission).toBe(true);
    }
  });

  it('has the same keys in the three languages, but for their plural forms', () => {
    const bare = (strings: Strings): string[] =>
      [...new Set(Object.keys(strings).map((key) => key.replace(/_(zero|one|two|few|many|other)$/, '')))].toSorted();
    expect(bare(ckb)).toEqual(bare(ar));
    expect(bare(en)).toEqual(bare(ar));
  });

  it('has all six plural forms in Arabic where it has any', () => {
    const counted = Object.keys(ar)
      .filter((key) => key.endsWith('_other'))
      .map((key) => key.slice(0, -'_other'.length));
    for (const key of counted) {
      for (const form of ['zero', 'one', 'two', 'few', 'many']) expect.soft(ar, key).toHaveProperty([`${key}_${form}`]);
    }
  });

  it('holds no Latin letters in Arabic or Kurdish, and uses the same values in all three', () => {
    const values = (text: string): string[] =>
      [...text.matchAll(/\{\{(\w+)[^}]*\}\}/g)].map((match) => match[1] ?? '').toSorted();
    for (const [key, text] of [...Object.entries(ar), ...Object.entries(ckb)]) {
      expect
        .soft(
          /[A-Za-z]/.test(
            text
              .replaceAll(/\{\{.*?\}\}/g, '')
              .replaceAll(/\b(Ctrl|Alt|Shift|Enter|Esc|F\d+|PDF|Excel|CSV|IP|USB|TLS)\b/g, ''),
          ),
          `${key}: ${text}`,
        )
        .toBe(false);
    }
    for (const [key, text] of Object.entries(en)) {
      const arabic = ar[key];
      if (arabic !== undefined && !/_(zero|one|two|few|many|other)$/.test(key))
        expect.soft(values(arabic), key).toEqual(values(text));
    }
  });
});
