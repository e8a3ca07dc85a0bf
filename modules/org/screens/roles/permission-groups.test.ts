import { describe, expect, it } from 'vitest';
import { permissionGroups } from './permission-groups.ts';

describe('the permissions of the office', () => {
  it('stand under their module, each once', () => {
    const roles = [
      { permissions: ['org.unit.view', 'files.attachment.view', 'platform.audit'] },
      { permissions: ['org.unit.view', 'org.unit.edit'] },
    ];
    expect(permissionGroups(roles)).toEqual([
      { module: 'org', permissions: ['org.unit.view', 'org.unit.edit'] },
      { module: 'files', permissions: ['files.attachment.view'] },
      { module: 'platform', permissions: ['platform.audit'] },
    ]);
  });
});
