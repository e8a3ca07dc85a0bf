-- The tables of the modules org and files and of the platform, as drizzle-kit exports them, made STRICT.
CREATE TABLE `files_attachment` (
	`id` blob PRIMARY KEY NOT NULL,
	`owner_office` integer NOT NULL,
	`revision` integer NOT NULL,
	`created_at` integer NOT NULL,
	`created_by` blob NOT NULL,
	`updated_at` integer NOT NULL,
	`updated_by` blob NOT NULL,
	`deleted_at` integer,
	`seq` integer NOT NULL,
	`table` text NOT NULL,
	`record_id` blob NOT NULL,
	`file_name` text NOT NULL,
	`content_type` text NOT NULL,
	`bytes` integer NOT NULL,
	`sha256` text NOT NULL
) STRICT;
CREATE INDEX `files_attachment_record_id` ON `files_attachment` (`record_id`);
CREATE INDEX `files_attachment_sha256` ON `files_attachment` (`sha256`);
CREATE TABLE `org_assignment` (
	`id` blob PRIMARY KEY NOT NULL,
	`owner_office` integer NOT NULL,
	`revision` integer NOT NULL,
	`created_at` integer NOT NULL,
	`created_by` blob NOT NULL,
	`updated_at` integer NOT NULL,
	`updated_by` blob NOT NULL,
	`deleted_at` integer,
	`seq` integer NOT NULL,
	`user_id` blob NOT NULL,
	`role_id` blob NOT NULL,
	`unit_id` blob NOT NULL,
	`valid_from` text NOT NULL,
	`valid_to` text,
	FOREIGN KEY (`user_id`) REFERENCES `org_user`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`role_id`) REFERENCES `org_role`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`unit_id`) REFERENCES `org_unit`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
CREATE INDEX `org_assignment_user_id` ON `org_assignment` (`user_id`);
CREATE INDEX `org_assignment_role_id` ON `org_assignment` (`role_id`);
CREATE INDEX `org_assignment_unit_id` ON `org_assignment` (`unit_id`);
CREATE TABLE `org_committee` (
	`id` blob PRIMARY KEY NOT NULL,
	`owner_office` integer NOT NULL,
	`revision` integer NOT NULL,
	`created_at` integer NOT NULL,
	`created_by` blob NOT NULL,
	`updated_at` integer NOT NULL,
	`updated_by` blob NOT NULL,
	`deleted_at` integer,
	`seq` integer NOT NULL,
	`name_ar` text NOT NULL,
	`name_ckb` text,
	`name_en` text,
	`purpose` text,
	`order_number` text NOT NULL,
	`order_date` text NOT NULL,
	`unit_id` blob NOT NULL,
	`valid_from` text NOT NULL,
	`valid_to` text,
	FOREIGN KEY (`unit_id`) REFERENCES `org_unit`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
CREATE INDEX `org_committee_unit_id` ON `org_committee` (`unit_id`);
CREATE TABLE `org_committee_member` (
	`id` blob PRIMARY KEY NOT NULL,
	`owner_office` integer NOT NULL,
	`revision` integer NOT NULL,
	`created_at` integer NOT NULL,
	`created_by` blob NOT NULL,
	`updated_at` integer NOT NULL,
	`updated_by` blob NOT NULL,
	`deleted_at` integer,
	`seq` integer NOT NULL,
	`committee_id` blob NOT NULL,
	`person_name` text NOT NULL,
	`job_title` text,
	`user_id` blob,
	`seat` text NOT NULL,
	`position` integer NOT NULL,
	FOREIGN KEY (`committee_id`) REFERENCES `org_committee`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`user_id`) REFERENCES `org_user`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
CREATE INDEX `org_committee_member_committee_id` ON `org_committee_member` (`committee_id`);
CREATE INDEX `org_committee_member_user_id` ON `org_committee_member` (`user_id`);
CREATE TABLE `org_delegation` (
	`id` blob PRIMARY KEY NOT NULL,
	`owner_office` integer NOT NULL,
	`revision` integer NOT NULL,
	`created_at` integer NOT NULL,
	`created_by` blob NOT NULL,
	`updated_at` integer NOT NULL,
	`updated_by` blob NOT NULL,
	`deleted_at` integer,
	`seq` integer NOT NULL,
	`from_user_id` blob NOT NULL,
	`to_user_id` blob NOT NULL,
	`permissions` text,
	`valid_from` text NOT NULL,
	`valid_to` text NOT NULL,
	`order_number` text NOT NULL,
	`order_date` text NOT NULL,
	FOREIGN KEY (`from_user_id`) REFERENCES `org_user`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`to_user_id`) REFERENCES `org_user`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
CREATE INDEX `org_delegation_from_user_id` ON `org_delegation` (`from_user_id`);
CREATE INDEX `org_delegation_to_user_id` ON `org_delegation` (`to_user_id`);
CREATE TABLE `org_office` (
	`id` blob PRIMARY KEY NOT NULL,
	`owner_office` integer NOT NULL,
	`revision` integer NOT NULL,
	`created_at` integer NOT NULL,
	`created_by` blob NOT NULL,
	`updated_at` integer NOT NULL,
	`updated_by` blob NOT NULL,
	`deleted_at` integer,
	`seq` integer NOT NULL,
	`name_ar` text NOT NULL,
	`name_ckb` text,
	`name_en` text,
	`settings` text NOT NULL
) STRICT;
CREATE TABLE `org_role` (
	`id` blob PRIMARY KEY NOT NULL,
	`owner_office` integer NOT NULL,
	`revision` integer NOT NULL,
	`created_at` integer NOT NULL,
	`created_by` blob NOT NULL,
	`updated_at` integer NOT NULL,
	`updated_by` blob NOT NULL,
	`deleted_at` integer,
	`seq` integer NOT NULL,
	`code` text NOT NULL,
	`name_ar` text NOT NULL,
	`name_ckb` text,
	`name_en` text,
	`permissions` text NOT NULL
) STRICT;
CREATE TABLE `org_unit` (
	`id` blob PRIMARY KEY NOT NULL,
	`owner_office` integer NOT NULL,
	`revision` integer NOT NULL,
	`created_at` integer NOT NULL,
	`created_by` blob NOT NULL,
	`updated_at` integer NOT NULL,
	`updated_by` blob NOT NULL,
	`deleted_at` integer,
	`seq` integer NOT NULL,
	`code` text NOT NULL,
	`type` text NOT NULL,
	`parent_id` blob,
	`name_ar` text NOT NULL,
	`name_ckb` text,
	`name_en` text,
	`valid_from` text NOT NULL,
	`valid_to` text,
	`is_paying_entity` integer NOT NULL,
	FOREIGN KEY (`parent_id`) REFERENCES `org_unit`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
CREATE INDEX `org_unit_parent_id` ON `org_unit` (`parent_id`);
CREATE INDEX `org_unit_code` ON `org_unit` (`code`);
CREATE TABLE `org_user` (
	`id` blob PRIMARY KEY NOT NULL,
	`owner_office` integer NOT NULL,
	`revision` integer NOT NULL,
	`created_at` integer NOT NULL,
	`created_by` blob NOT NULL,
	`updated_at` integer NOT NULL,
	`updated_by` blob NOT NULL,
	`deleted_at` integer,
	`seq` integer NOT NULL,
	`user_name` text NOT NULL,
	`name_ar` text NOT NULL,
	`name_ckb` text,
	`name_en` text,
	`job_title` text,
	`unit_id` blob NOT NULL,
	`language` text NOT NULL,
	`password_hash` text NOT NULL,
	`must_change_password` integer NOT NULL,
	`is_suspended` integer NOT NULL,
	FOREIGN KEY (`unit_id`) REFERENCES `org_unit`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
CREATE INDEX `org_user_unit_id` ON `org_user` (`unit_id`);
CREATE INDEX `org_user_user_name` ON `org_user` (`user_name`);
CREATE TABLE `platform_device` (
	`id` blob PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`secret_hash` text NOT NULL,
	`paired_at` integer NOT NULL,
	`last_seen_at` integer NOT NULL,
	`revoked_at` integer
) STRICT;
CREATE UNIQUE INDEX `platform_device_secret_hash_unique` ON `platform_device` (`secret_hash`);
CREATE TABLE `platform_import_mapping` (
	`id` blob PRIMARY KEY NOT NULL,
	`importer` text NOT NULL,
	`headings` text NOT NULL,
	`mapping` text NOT NULL
) STRICT;
CREATE UNIQUE INDEX `platform_import_mapping_importer_headings_unique` ON `platform_import_mapping` (`importer`,`headings`);
CREATE TABLE `platform_job` (
	`id` blob PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`state` text NOT NULL,
	`input` text,
	`progress` integer NOT NULL,
	`problems` text NOT NULL,
	`result` text,
	`started_by` blob NOT NULL,
	`on_behalf_of` blob,
	`created_at` integer NOT NULL,
	`finished_at` integer
) STRICT;
CREATE INDEX `platform_job_state` ON `platform_job` (`state`);
CREATE INDEX `platform_job_created_at` ON `platform_job` (`created_at`);
CREATE TABLE `platform_saved_view` (
	`id` blob PRIMARY KEY NOT NULL,
	`owner_office` integer NOT NULL,
	`revision` integer NOT NULL,
	`created_at` integer NOT NULL,
	`created_by` blob NOT NULL,
	`updated_at` integer NOT NULL,
	`updated_by` blob NOT NULL,
	`deleted_at` integer,
	`seq` integer NOT NULL,
	`grid` text NOT NULL,
	`name` text NOT NULL,
	`scope` text NOT NULL,
	`user_id` blob NOT NULL,
	`state` text NOT NULL
) STRICT;
CREATE INDEX `platform_saved_view_grid` ON `platform_saved_view` (`grid`);
CREATE TABLE `platform_session` (
	`id` blob PRIMARY KEY NOT NULL,
	`user_id` blob NOT NULL,
	`cookie_hash` text NOT NULL,
	`proof_hash` text NOT NULL,
	`address` text NOT NULL,
	`user_agent` text NOT NULL,
	`created_at` integer NOT NULL,
	`last_used_at` integer NOT NULL,
	`is_locked` integer NOT NULL,
	`ended_at` integer
) STRICT;
CREATE INDEX `platform_session_user_id` ON `platform_session` (`user_id`);
CREATE UNIQUE INDEX `platform_session_cookie_hash_unique` ON `platform_session` (`cookie_hash`);
CREATE TABLE `platform_sign_in` (
	`id` blob PRIMARY KEY NOT NULL,
	`at` integer NOT NULL,
	`user_name` text NOT NULL,
	`outcome` text NOT NULL,
	`address` text NOT NULL
) STRICT;
CREATE INDEX `platform_sign_in_user_name_at` ON `platform_sign_in` (`user_name`,`at`);
CREATE INDEX `platform_sign_in_address_at` ON `platform_sign_in` (`address`,`at`);
CREATE TABLE `platform_token` (
	`id` blob PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`user_id` blob NOT NULL,
	`secret_hash` text NOT NULL,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`last_used_at` integer,
	`revoked_at` integer
) STRICT;
CREATE UNIQUE INDEX `platform_token_secret_hash_unique` ON `platform_token` (`secret_hash`);
