import { expect, it } from 'vitest';
import { answerSchema } from './answers.ts';

it('what the data centre tells of an op is read whatever version its id is of, as the data centre takes it', () => {
  const id = '00000000-0000-0000-0000-000000000001';
  const entries = [
    { kind: 'held', op: id, seq: 3, reason: 'illegal-state' },
    { kind: 'released', op: id, seq: 3 },
    { kind: 'duplicate-number', number: '2/OUT/2026/000001', op: id, other: id },
    { ...{ kind: 'fields', table: 't', id, image: null, fields: {}, hlc: 1, office: 2, seq: 3, op: id } },
  ];
  const page = { kind: 'page', incarnation: 1, channel: -2, generation: 1, from: 0, to: 4, isEnd: true };
  expect(answerSchema.parse({ ...page, entries })).toMatchObject({ entries });
  const capitals = [{ kind: 'released', op: id.replace('1', 'A'), seq: 3 }];
  expect(answerSchema.safeParse({ ...page, entries: capitals }).success).toBe(false);
});
