import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: [
      '{kernel,modules,db,office,datacenter,cli,electron,renderer,setup}/**/*.test.{ts,tsx}',
      'test/{datacenter,host,sim}/**/*.test.ts',
      'test/*.test.ts',
    ],
    globalSetup: 'test/one-postgres.ts',
    setupFiles: ['test/quick-scrypt.ts'],
    testTimeout: 90_000,
    hookTimeout: 60_000,
    pool: 'forks',
    maxWorkers: 2,
  },
});
