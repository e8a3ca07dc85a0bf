import { defineConfig } from 'drizzle-kit';

/** Only for `npx drizzle-kit export`, whose SQL a person reads into the next file of `db/migrations`. */
export default defineConfig({
  dialect: 'sqlite',
  schema: ['./modules/*/schema.ts', './office/schema.ts'],
});
