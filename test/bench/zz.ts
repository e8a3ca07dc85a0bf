import { benchImport } from './import.ts';
await benchImport().catch((e) => console.log(String(e)));
