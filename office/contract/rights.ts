/**
 * What the office service itself offers, beside the modules: signing in, the timeline of any record, undo, jobs,
 * imports, saved views, other PCs, backups. It knows no business noun.
 */
export const permissions = [
  'platform.import',
  'platform.audit',
  'platform.backup',
  'platform.device',
  'platform.token',
  'platform.view.share',
  'platform.health',
] as const;

/**
 * The permissions that count only when they are held everywhere in the office: backups, tokens, the audit belong to no
 * unit, so a right over one department opens none of them.
 */
export const wholeOfficePermissions: ReadonlySet<string> = new Set(permissions);

/** Every refusal of the platform; each has its text in `renderer/app/strings.*.json`. @public to every-module.test.ts */
export const problems = [
  'NOT_FOUND',
  'CONFLICT',
  'FORBIDDEN',
  'OUTSIDE_YOUR_UNIT',
  'UNAUTHORIZED',
  'BAD_INPUT',
  'SIGN_IN_FAILED',
  'SIGN_IN_LOCKED',
  'PASSWORD_WRONG',
  'PASSWORD_MUST_CHANGE',
  'PASSWORD_SAME',
  'SESSION_LOCKED',
  'OFFICE_FOUNDED',
  'OFFICE_NOT_FOUNDED',
  'DEVICE_NOT_PAIRED',
  'PAIRING_CODE_WRONG',
  'LAN_PORT_BUSY',
  'TOO_MANY_REQUESTS',
  'NOTHING_TO_UNDO',
  'UNDO_OVERTAKEN',
  'UNDO_IMPOSSIBLE',
  'COMMAND_TOO_LARGE',
  'TOO_MANY_VIEWS',
  'JOB_NOT_RUNNING',
  'IMPORT_UNKNOWN',
  'IMPORT_WHOLE_OFFICE',
  'IMPORT_FILE_UNREADABLE',
  'IMPORT_FILE_TOO_LARGE',
  'IMPORT_TOO_MANY_ROWS',
  'IMPORT_EMPTY',
  'IMPORT_COLUMN_MISSING',
  'IMPORT_COLUMN_TWICE',
  'IMPORT_KEY_TWICE',
  'IMPORT_NOT_CLEAN',
  'VALUE_REQUIRED',
  'VALUE_TOO_LONG',
  'VALUE_FORM',
  'BACKUP_FOLDER_MISSING',
  'BACKUP_FOLDER_TAKEN',
  'BACKUP_NO_MANIFEST',
  'BACKUP_TRUNCATED',
  'BACKUP_DAMAGED',
  'DATABASE_WRONG_KEY',
  'DATABASE_CORRUPT',
  'DATABASE_LOCKED',
  'DATABASE_READ_ONLY',
  'DATABASE_DISK_FULL',
  'DATABASE_CANNOT_OPEN',
  'DATABASE_MISSING',
  'DATABASE_NEWER',
  'INTERNAL',
] as const;
