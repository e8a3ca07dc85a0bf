import Database from 'better-sqlite3';

/** The raw limit of a start: a process that opens the same file with the same key and reads one row. */
const [path = '', key = ''] = process.argv.slice(2);
const database = new Database(path);
database.pragma(`cipher='sqlcipher'`);
database.pragma('legacy=4');
database.pragma(`key="x'${key}'"`);
const row = database.prepare('SELECT file_name FROM files_attachment LIMIT 1').get();
database.close();
process.exitCode = row === undefined ? 1 : 0;
