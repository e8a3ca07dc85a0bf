import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/fetch';
import type { ContractRouterClient } from '@orpc/contract';
import type { Page } from '@playwright/test';
import { localDate } from '#kernel/date.ts';
import type { contract as hrContract, OrderInput } from '#modules/hr/contract/index.ts';
import type { contract as orgContract } from '#modules/org/contract.ts';
import type { contract as platformContract } from '#office/contract/index.ts';
import { signIn } from './desk.ts';
import type { OfficeOfWorker } from './fixtures.ts';

type Client = ContractRouterClient<{
  platform: typeof platformContract;
  org: typeof orgContract;
  hr: typeof hrContract;
}>;

/** Calls the office as a user, to lay the ground on which a person then walks through the window. */
export async function callAs(office: OfficeOfWorker, userName: string): Promise<Client> {
  let cookie = '';
  let proof = '';
  const link = new RPCLink({
    url: `${office.address}/rpc`,
    headers: () => ({
      'x-diwan': '1',
      ...(proof !== '' && { 'x-diwan-proof': proof }),
      ...(cookie !== '' && { cookie }),
    }),
    fetch: async (request, init) => {
      const response = await fetch(request, init);
      const session = response.headers.getSetCookie().find((line) => line.startsWith('diwan_session_'));
      if (session !== undefined) cookie = session.split(';')[0] ?? '';
      return response;
    },
  });
  // The link speaks for the office of this worker, whose router implements these contracts.
  const client: Client = createORPCClient(link);
  proof = (await client.platform.session.signIn({ userName, password: office.password })).proof;
  return client;
}

/** The unit in which the people of the staff department work. */
export const UNIT = 'مديرية بلدية النهرين';

export interface Person {
  readonly firstName: string;
  readonly number: string;
  readonly id: string;
}

const noPapers = {
  ...{ greatGrandfatherName: 'جاسم', surname: 'الجبوري', motherName: 'فاطمة', motherFatherName: null },
  ...{ motherGrandfatherName: null, nationalCard: null, civilIdNumber: null, civilRegister: null, civilPage: null },
  ...{ nationalityCertificate: null, residenceCard: null, phone: null, isBirthDayAssumed: false },
  ...{ birthPlace: null, maritalStatus: null, bloodGroup: null, governorate: null, district: null },
  ...{ subdistrict: null, quarter: null, alley: null, house: null, note: null },
  ...({ gender: 'MALE', employmentKind: 'PERMANENT' } as const),
};

/** People in service since 2018, grade 7 step 3, with forty days of leave: hired and put in their place by three hands. */
export async function hirePeople(
  office: OfficeOfWorker,
  firstNames: readonly string[],
  from: number,
): Promise<Person[]> {
  const admin = await callAs(office, office.userName);
  const [clerk] = await admin.org.user.list({ search: 'staff.clerk1' });
  const unitId = clerk?.unitId ?? '';
  const people: Person[] = [];
  for (const [index, firstName] of firstNames.entries()) {
    const number = String(from + index);
    const { id } = await admin.hr.employee.create({
      ...{ ...noPapers, firstName, fatherName: 'كاظم', grandfatherName: 'عبد الله', unitId, officeNumber: number },
      birthDate: localDate(`19${64 + (index % 25)}-07-01`),
    });
    people.push({ firstName, number, id });
  }
  const opening: OrderInput = {
    ...{ number: `و/${from}`, orderDate: localDate('2024-01-01'), issuer: 'المدير العام', subject: null, unitId },
    ...{ kind: 'OPENING', effectiveDate: localDate('2018-01-01') },
    lines: people.map(({ id }) => ({
      employeeId: id,
      terms: {
        ...{ on: localDate('2018-01-01'), grade: '7', step: 3, certificate: 'CERT_BSC', taxStatus: 'T_MARRIED' },
        ...{ unitId, jobTitle: 'مهندس', gradeSince: localDate('2023-03-01'), stepSince: localDate('2025-03-01') },
      },
      note: null,
    })),
  };
  const { id } = await admin.hr.order.draft(opening);
  await (await callAs(office, 'staff.checker1')).hr.order.check({ id, revision: 1 });
  const manager = await callAs(office, 'staff.manager1');
  await manager.hr.order.approve({ id, revision: 2 });
  for (const { id: employeeId } of people) {
    await manager.hr.leave.enter({
      ...{ employeeId, type: 'ORDINARY', kind: 'OPENING', onDate: localDate('2026-09-01'), days: 40, note: null },
    });
  }
  return people;
}

/** Another user at the same PC. */
export async function signInAs(page: Page, office: Pick<OfficeOfWorker, 'password'>, userName: string): Promise<void> {
  await page.context().clearCookies();
  await signIn(page, { userName, password: office.password });
}

/** A picture of the screen as a person sees it, to be looked at. */
export const shot = (page: Page, name: string) => page.screenshot({ path: `test-results/screens/ar-hr-${name}.png` });
