-- What the people of the data centre did, and whom they looked for.
CREATE TABLE `ministry_act` (
	`id` blob PRIMARY KEY NOT NULL,
	`owner_office` integer NOT NULL,
	`revision` integer NOT NULL,
	`created_at` integer NOT NULL,
	`created_by` blob NOT NULL,
	`updated_at` integer NOT NULL,
	`updated_by` blob NOT NULL,
	`deleted_at` integer,
	`seq` integer NOT NULL,
	`kind` text NOT NULL,
	`office` integer,
	`detail` text
) STRICT;
