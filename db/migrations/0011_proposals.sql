-- What the data centre decides on proposed packages, and which office stands above which.
CREATE TABLE `regulation_decision` (
	`id` blob PRIMARY KEY NOT NULL,
	`owner_office` integer NOT NULL,
	`revision` integer NOT NULL,
	`created_at` integer NOT NULL,
	`created_by` blob NOT NULL,
	`updated_at` integer NOT NULL,
	`updated_by` blob NOT NULL,
	`deleted_at` integer,
	`seq` integer NOT NULL,
	`office` integer NOT NULL,
	`proposal_id` blob NOT NULL,
	`proposal_revision` integer NOT NULL,
	`is_accepted` integer NOT NULL,
	`reason` text,
	`decided_by` text NOT NULL
) STRICT;
CREATE INDEX `regulation_decision_proposal_id` ON `regulation_decision` (`proposal_id`);
ALTER TABLE `org_peer` ADD COLUMN `kind` text;
ALTER TABLE `org_peer` ADD COLUMN `parent_office` integer;
