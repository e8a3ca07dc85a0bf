import { once } from 'node:events';
import express from 'express';
import expressPouchDb from 'express-pouchdb';
import PouchDb from './pouchdb.mjs';

/** The peer's server: a CouchDB made of PouchDB and LevelDB, on the disk. `server.mjs <folder>`. */
const [folder] = process.argv.slice(2);
const app = express();
app.use(
  '/',
  expressPouchDb(PouchDb.defaults({ prefix: `${folder}/` }), {
    mode: 'minimumForPouchDB',
    inMemoryConfig: true,
    logPath: `${folder}/log`,
  }),
);
const server = app.listen(0, '127.0.0.1');
await once(server, 'listening');
process.stdout.write(`${JSON.stringify({ address: `http://127.0.0.1:${server.address().port}` })}\n`);
await once(process, 'SIGTERM');
process.exit(0);
