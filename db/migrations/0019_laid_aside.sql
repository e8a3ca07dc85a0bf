-- What a sync has laid into the inbox with its whole op, kept in the log until somebody has settled it.
CREATE TABLE `platform_laid_aside` (
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
	`since` integer NOT NULL,
	`hash` text NOT NULL,
	`part` integer NOT NULL,
	`parts` integer NOT NULL,
	`body` text NOT NULL
) STRICT;
CREATE INDEX `platform_laid_aside_op_id` ON `platform_laid_aside` (`op_id`);
