import type { Client, TestOffice } from './harness.ts';

/** The director, given his role over the whole office: rules belong to no unit. Answers him signed in. */
export async function publisher(test: TestOffice): Promise<Client> {
  const admin = await test.visitor().signIn('admin');
  const [units, roles, users] = await Promise.all([
    admin.org.unit.list({}),
    admin.org.role.list(),
    admin.org.user.list({}),
  ]);
  const idOf = (found: { readonly id: string } | undefined): string => found?.id ?? '';
  await admin.org.user.assign({
    userId: idOf(users.find(({ userName }) => userName === 'director1')),
    roleId: idOf(roles.find(({ code }) => code === 'director')),
    unitId: idOf(units.find(({ parentId }) => parentId === null)),
    ...{ validFrom: test.office.core.today(), validTo: null },
  });
  return test.visitor().signIn('director1');
}
