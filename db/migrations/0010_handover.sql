-- The offices of the ministry, and employees on their way from one to another.
CREATE TABLE `org_peer` (
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
	`name_ar` text NOT NULL,
	`name_ckb` text,
	`name_en` text,
	`is_closed` integer NOT NULL
) STRICT;
CREATE INDEX `org_peer_office` ON `org_peer` (`office`);
CREATE TABLE `hr_handover` (
	`id` blob PRIMARY KEY NOT NULL,
	`owner_office` integer NOT NULL,
	`revision` integer NOT NULL,
	`created_at` integer NOT NULL,
	`created_by` blob NOT NULL,
	`updated_at` integer NOT NULL,
	`updated_by` blob NOT NULL,
	`deleted_at` integer,
	`seq` integer NOT NULL,
	`employee_id` blob NOT NULL,
	`unit_id` blob NOT NULL,
	`full_name` text NOT NULL,
	`from_name` text NOT NULL,
	`to_office` integer NOT NULL,
	`to_name` text NOT NULL,
	`order_number` text NOT NULL,
	`order_date` text NOT NULL,
	`effective_date` text NOT NULL,
	`last_paid_month` text,
	`note` text,
	`state` text NOT NULL,
	`file` text NOT NULL
) STRICT;
CREATE INDEX `hr_handover_employee_id` ON `hr_handover` (`employee_id`);
CREATE TABLE `hr_handover_answer` (
	`id` blob PRIMARY KEY NOT NULL,
	`owner_office` integer NOT NULL,
	`revision` integer NOT NULL,
	`created_at` integer NOT NULL,
	`created_by` blob NOT NULL,
	`updated_at` integer NOT NULL,
	`updated_by` blob NOT NULL,
	`deleted_at` integer,
	`seq` integer NOT NULL,
	`handover_id` blob NOT NULL,
	`to_office` integer NOT NULL,
	`outcome` text NOT NULL,
	`answered_on` text NOT NULL,
	`reason` text,
	`employee_id` blob,
	`debts_taken_at` integer,
	FOREIGN KEY (`handover_id`) REFERENCES `hr_handover`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
CREATE INDEX `hr_handover_answer_handover_id` ON `hr_handover_answer` (`handover_id`);
