import { expect, it } from 'vitest';
import { unknownUnits } from './unknown-units.tsx';

it('each unknown unit is told once, with the rows that name it', () => {
  const unknown = (unit: string) => ({ code: 'UNIT_UNKNOWN', params: { unit }, field: 'unit' });
  const rejected = [
    { row: 0, problems: [unknown('قسم المرآب')] },
    { row: 1, problems: [unknown('شعبة الطرق'), { code: 'DATE', field: 'birthDate' }] },
    { row: 2, problems: [unknown('شعبة الطرق')] },
  ];
  expect(unknownUnits({ rejected })).toEqual([
    { unit: 'شعبة الطرق', rows: 2 },
    { unit: 'قسم المرآب', rows: 1 },
  ]);
});
