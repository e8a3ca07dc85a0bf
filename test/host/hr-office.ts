import { localDate } from '#kernel/date.ts';
import type { EmployeeInput, OrderInput } from '#modules/hr/contract/index.ts';
import { testOffice, type Client, type TestOffice } from './harness.ts';

/** An office whose staff department has its three pairs of hands, and a unit to work in. */
export interface StaffOffice {
  readonly admin: Client;
  readonly drafter: Client;
  readonly checker: Client;
  readonly approver: Client;
  readonly unitId: string;
}

/** Clerk, checker and manager of the staff, as their built-in roles make them: each may do one step of an order. */
export async function staffOffice(known?: TestOffice): Promise<StaffOffice> {
  const { visitor } = known ?? (await testOffice());
  const admin = await visitor().signIn('admin');
  const [clerk] = await admin.org.user.list({ search: 'staff.clerk1' });
  return {
    admin,
    drafter: await visitor().signIn('staff.clerk1'),
    checker: await visitor().signIn('staff.checker1'),
    approver: await visitor().signIn('staff.manager1'),
    unitId: clerk?.unitId ?? '',
  };
}

const noPapers = {
  ...{ greatGrandfatherName: null, surname: null, motherName: null, motherFatherName: null },
  ...{ motherGrandfatherName: null, nationalCard: null, civilIdNumber: null, civilRegister: null, civilPage: null },
  ...{ nationalityCertificate: null, residenceCard: null, phone: null, birthDate: null, isBirthDayAssumed: false },
  ...{ birthPlace: null, gender: null, maritalStatus: null, bloodGroup: null, governorate: null, district: null },
  ...{ subdistrict: null, quarter: null, alley: null, house: null, employmentKind: 'PERMANENT', note: null },
} as const satisfies Partial<EmployeeInput>;

/** The papers of somebody of whom little is known. */
export function person(unitId: string, firstName: string, more: Partial<EmployeeInput> = {}): EmployeeInput {
  return {
    ...{ ...noPapers, firstName, fatherName: 'كاظم', grandfatherName: 'عبد الله', surname: 'الجبوري', unitId },
    ...more,
  };
}

export async function hire({ admin, unitId }: StaffOffice, firstName: string, number: string): Promise<string> {
  return (await admin.hr.employee.create({ ...person(unitId, firstName), officeNumber: number })).id;
}

/** An order that says where somebody stands: engineer since 2018, grade 7, step 3. */
export function openingOf(unitId: string, employeeId: string): OrderInput {
  return {
    ...{ number: `و-${employeeId.slice(-4)}`, orderDate: localDate('2024-01-01'), issuer: 'المدير العام' },
    ...({ kind: 'OPENING', effectiveDate: localDate('2018-01-01'), subject: null, unitId } as const),
    lines: [
      {
        employeeId,
        terms: {
          ...{ on: localDate('2018-01-01'), grade: '7', step: 3, certificate: 'CERT_BSC', taxStatus: 'T_MARRIED' },
          ...{ unitId, jobTitle: 'مهندس', gradeSince: localDate('2023-03-01'), stepSince: localDate('2025-03-01') },
        },
        note: null,
      },
    ],
  };
}

/** Drafts an order and carries it through the other two hands. */
export async function issue(office: StaffOffice, order: OrderInput): Promise<string> {
  const { id } = await office.drafter.hr.order.draft(order);
  await pass(office, id);
  return id;
}

/** A draft is checked and approved by the two others. */
export async function pass({ admin, checker, approver }: StaffOffice, id: string): Promise<void> {
  const at = async () => ({ id, revision: (await admin.hr.order.get({ id })).revision });
  await checker.hr.order.check(await at());
  await approver.hr.order.approve(await at());
}
