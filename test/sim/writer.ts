import { writeSync } from 'node:fs';
import { openTestDatabase, testNote } from '#db/fixture.ts';

/**
 * The child of the power-cut test: writes documents of three rows each through the write door for as long as it is
 * let live, and says the number of each one only after the door has returned.
 */
const [path = '', key = ''] = process.argv.slice(2);
const { door } = openTestDatabase(path, Buffer.from(key, 'hex'), () => Date.now());
const actor = { userId: '01900000-0000-7000-8000-000000000001' };

for (;;) {
  const seq = door.head.seq + 1;
  const id = door.write(actor, 'test.note.create', (tx) => {
    const first = tx.insert(testNote, { text: `وثيقة ${seq}`, number: seq });
    tx.insert(testNote, { text: `سطر أول ${seq}`, number: seq });
    tx.insert(testNote, { text: `سطر ثان ${seq}`, number: seq });
    return first;
  });
  writeSync(1, `${seq} ${id}\n`);
}
