-- What an office proposes of the tree of the ministry's offices.
CREATE TABLE `structure_proposal` (
	`id` blob PRIMARY KEY NOT NULL,
	`owner_office` integer NOT NULL,
	`revision` integer NOT NULL,
	`created_at` integer NOT NULL,
	`created_by` blob NOT NULL,
	`updated_at` integer NOT NULL,
	`updated_by` blob NOT NULL,
	`deleted_at` integer,
	`seq` integer NOT NULL,
	`change` text NOT NULL,
	`about_office` integer,
	`name_ar` text NOT NULL,
	`name_ckb` text,
	`name_en` text,
	`kind` text,
	`parent_office` integer,
	`reason` text NOT NULL,
	`state` text NOT NULL,
	`seen` text
) STRICT;
