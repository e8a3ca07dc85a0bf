import type { Page } from '@playwright/test';
import { localDate } from '#kernel/date.ts';
import type { OrderInput } from '#modules/hr/contract/index.ts';
import { signedInClient, type SignedInClient as Client } from '#test/signed-in-client.ts';
import { signIn } from './desk.ts';
import type { OfficeOfWorker } from './fixtures.ts';

/** Calls the office as a user, to lay the ground on which a person then walks through the window. */
export function callAs({ address, password }: OfficeOfWorker, userName: string): Promise<Client> {
  return signedInClient(address, { userName, password });
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
