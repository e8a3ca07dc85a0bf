import { describe, expect, it } from 'vitest';
import { commandKey, moduleOf, permissionKey } from './labels.ts';

describe('the names of what the office speaks of', () => {
  it.each([
    ['org.unit.move', 'org'],
    ['files_attachment', 'files'],
    ['org_committee_member', 'org'],
    ['', ''],
  ])('%s belongs to %s', (name, module) => {
    expect(moduleOf(name)).toBe(module);
  });

  it('are keys that begin with their module', () => {
    expect(commandKey('org.unit.move')).toBe('org.command.unit.move');
    expect(permissionKey('platform.audit')).toBe('platform.permission.platform.audit');
  });
});
