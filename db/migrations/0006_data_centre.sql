-- How somebody settled what the sync could not merge.
CREATE TABLE `platform_decision` (
	`id` blob PRIMARY KEY NOT NULL,
	`owner_office` integer NOT NULL,
	`revision` integer NOT NULL,
	`created_at` integer NOT NULL,
	`created_by` blob NOT NULL,
	`updated_at` integer NOT NULL,
	`updated_by` blob NOT NULL,
	`deleted_at` integer,
	`seq` integer NOT NULL,
	`op_id` blob NOT NULL,
	`kind` text NOT NULL,
	`take` text NOT NULL
) STRICT;

-- The data centre's packages stand beside those that the office began with.
DROP INDEX `regulation_package_code_version_unique`;
CREATE UNIQUE INDEX `regulation_package_owner_office_code_version_unique` ON `regulation_package` (`owner_office`,`code`,`version`);
