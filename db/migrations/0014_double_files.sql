-- What the data centre decided on two files that may be one person's, as each of the two offices is told.
CREATE TABLE `hr_double_file` (
	`id` blob PRIMARY KEY NOT NULL,
	`owner_office` integer NOT NULL,
	`revision` integer NOT NULL,
	`created_at` integer NOT NULL,
	`created_by` blob NOT NULL,
	`updated_at` integer NOT NULL,
	`updated_by` blob NOT NULL,
	`deleted_at` integer,
	`seq` integer NOT NULL,
	`to_office` integer NOT NULL,
	`employee_id` blob NOT NULL,
	`other_office` integer NOT NULL,
	`other_employee_id` blob NOT NULL,
	`other_name` text,
	`verdict` text NOT NULL,
	`reason` text NOT NULL,
	`decided_by` text NOT NULL,
	`file` text NOT NULL
) STRICT;
CREATE INDEX `hr_double_file_employee_id` ON `hr_double_file` (`employee_id`);
