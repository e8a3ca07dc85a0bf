import { statfsSync } from 'node:fs';
import { basename } from 'node:path';
import { implement } from '@orpc/server';
import { schemaVersion } from '#db/migrate.ts';
import type { OfficeContext } from '../connection.ts';
import { contract } from '../contract/index.ts';
import { bytesOf } from '../core.ts';
import { demandOwnPassword } from '../own-password.ts';
import { renewRecoveryCode } from '../recovery.ts';
import { requestRestore } from '../restoring.ts';

const backups = implement(contract.backup).$context<OfficeContext>();

export const backupProcedures = backups.router({
  list: backups.list.handler(({ context: { core } }) =>
    core.backups.list().map(({ path, manifest: { createdAt, seq, bytes, files } }) => ({
      ...{ name: basename(path), createdAt, seq, bytes, files },
    })),
  ),
  run: backups.run.handler(({ context: { core, actor } }) => ({ jobId: core.jobs.start('backup', {}, actor) })),
  prove: backups.prove.handler(({ input, context: { core, actor } }) => ({
    jobId: core.jobs.start('backup.prove', input, actor),
  })),
  restore: backups.restore.handler(async ({ input, context }) => {
    const { core } = context;
    await demandOwnPassword(context, input.password);
    core.backups.prove(input.name);
    requestRestore(core.paths, core.backups.pathOf(input.name));
    core.isClosing = true;
    core.restart();
    return {};
  }),
  renewRecoveryCode: backups.renewRecoveryCode.handler(async ({ input, context }) => {
    const { core, connection, actor } = context;
    const user = await demandOwnPassword(context, input.password);
    const recoveryCode = renewRecoveryCode(core.paths, core.dataKey);
    core.sessions.note(user.userName, 'recovery_renewed', connection.address);
    // What lies in the folder still opens with the old code alone.
    if (core.settings().backupFolder !== '') core.jobs.start('backup', {}, actor);
    return { recoveryCode };
  }),
});

const verification = implement(contract.verify).$context<OfficeContext>();

export const verifyProcedures = verification.router({
  run: verification.run.handler(({ context: { core, actor } }) => ({ jobId: core.jobs.start('verify', {}, actor) })),
});

const health = implement(contract.health).$context<OfficeContext>();

export const healthProcedures = health.router({
  get: health.get.handler(({ context: { core, now } }) => {
    const disk = statfsSync(core.paths.folder);
    const { seq, hash } = core.door.head;
    return {
      ...{ version: core.version, schema: schemaVersion(core.database), ops: seq, head: hash },
      databaseBytes: bytesOf(core.paths.database) + bytesOf(`${core.paths.database}-wal`),
      fileBytes: core.files.bytesStored,
      memoryBytes: process.memoryUsage.rss(),
      upSeconds: Math.round((now() - core.startedAt) / 1000),
      sessions: core.sessions.countOpen(),
      lastBackupAt: core.backups.list()[0]?.manifest.createdAt ?? null,
      lastBackupProblem: core.backups.lastProblem,
      freeDiskBytes: disk.bavail * disk.bsize,
      lanProblem: core.lanProblem,
      lan: core.lan && { addresses: [...core.lan.addresses], fingerprint: core.lan.fingerprint },
    };
  }),
});
