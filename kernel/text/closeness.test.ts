import { expect, it } from 'vitest';
import { closeness } from './closeness.ts';

it.each([
  ['وائل كاظم', 'وائل', 2],
  ['وايل كاظم', 'وائل', 1],
  ['أحمد علي', 'أحمد', 2],
  ['احمد علي', 'أحمد', 1],
  ['قسم الأملاك', 'أملاك', 2],
  ['قسم المسئولية', 'مسؤولية', 0],
  ['علي حسن', '1001', 0],
])('%s is as near to %s as %i', (text, query, near) => {
  expect(closeness(text, query)).toBe(near);
});
