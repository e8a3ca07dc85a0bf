import { describe, expect, it } from 'vitest';
import { ownRolesFirst, permissionGroups } from './permission-groups.ts';

const administrator = {
  ...{ code: 'administrator', isBuiltIn: true },
  permissions: ['platform.audit', 'org.unit.view', 'org.unit.edit', 'hr.employee.view', 'ministry.office.view'],
};
const clerk = { code: 'clerk', isBuiltIn: true, permissions: ['hr.employee.view', 'org.unit.view'] };
const monitor = { code: 'ministry_monitor', isBuiltIn: false, permissions: ['org.unit.view', 'ministry.office.view'] };
const auditor = { code: 'ministry_auditor', isBuiltIn: false, permissions: ['platform.audit', 'ministry.office.view'] };

const modulesOf = (roles: Parameters<typeof permissionGroups>[0]): readonly string[] =>
  permissionGroups(roles).map(({ module }) => module);

describe('the page of roles', () => {
  it('at the data centre begins with what only that has: its roles and the permissions of the ministry', () => {
    const roles = [administrator, clerk, { ...auditor, permissions: ['ministry.office.view'] }, monitor];
    expect(ownRolesFirst(roles).map(({ code }) => code)).toEqual([
      ...['ministry_auditor', 'ministry_monitor'],
      ...['administrator', 'clerk'],
    ]);
    expect(modulesOf(roles)).toEqual(['ministry', 'platform', 'org', 'hr']);
  });

  it('has the permissions in the order of their modules, whatever role comes first', () => {
    expect(modulesOf([clerk, administrator])).toEqual(['platform', 'org', 'hr', 'ministry']);
    expect(permissionGroups([clerk, administrator])[1]?.permissions).toEqual(['org.unit.view', 'org.unit.edit']);
  });
});
