-- The tables of the modules regulation, hr and payroll, as drizzle-kit exports them, made STRICT.
CREATE TABLE `hr_bank_account` (
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
	`bank` text NOT NULL,
	`branch` text,
	`iban` text,
	`account_number` text,
	`valid_from` text NOT NULL,
	`valid_to` text,
	FOREIGN KEY (`employee_id`) REFERENCES `hr_employee`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
CREATE INDEX `hr_bank_account_employee_id` ON `hr_bank_account` (`employee_id`);
CREATE TABLE `hr_dependant` (
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
	`kind` text NOT NULL,
	`name` text NOT NULL,
	`birth_date` text,
	`allowance_from` text,
	`allowance_to` text,
	`tax_from` text,
	`tax_to` text,
	`document` text,
	FOREIGN KEY (`employee_id`) REFERENCES `hr_employee`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
CREATE INDEX `hr_dependant_employee_id` ON `hr_dependant` (`employee_id`);
CREATE TABLE `hr_employee` (
	`id` blob PRIMARY KEY NOT NULL,
	`owner_office` integer NOT NULL,
	`revision` integer NOT NULL,
	`created_at` integer NOT NULL,
	`created_by` blob NOT NULL,
	`updated_at` integer NOT NULL,
	`updated_by` blob NOT NULL,
	`deleted_at` integer,
	`seq` integer NOT NULL,
	`first_name` text NOT NULL,
	`father_name` text NOT NULL,
	`grandfather_name` text NOT NULL,
	`great_grandfather_name` text,
	`surname` text,
	`full_name` text NOT NULL,
	`mother_name` text,
	`mother_father_name` text,
	`mother_grandfather_name` text,
	`national_card` text,
	`civil_id_number` text,
	`civil_register` text,
	`civil_page` text,
	`nationality_certificate` text,
	`residence_card` text,
	`phone` text,
	`birth_date` text,
	`is_birth_day_assumed` integer NOT NULL,
	`birth_place` text,
	`gender` text,
	`marital_status` text,
	`blood_group` text,
	`governorate` text,
	`district` text,
	`subdistrict` text,
	`quarter` text,
	`alley` text,
	`house` text,
	`employment_kind` text NOT NULL,
	`unit_id` blob NOT NULL,
	`note` text,
	`photo_id` blob,
	FOREIGN KEY (`unit_id`) REFERENCES `org_unit`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
CREATE INDEX `hr_employee_unit_id` ON `hr_employee` (`unit_id`);
CREATE INDEX `hr_employee_national_card` ON `hr_employee` (`national_card`);
CREATE INDEX `hr_employee_full_name` ON `hr_employee` (`full_name`);
CREATE TABLE `hr_employee_number` (
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
	`kind` text NOT NULL,
	`number` text NOT NULL,
	`valid_from` text,
	`valid_to` text,
	FOREIGN KEY (`employee_id`) REFERENCES `hr_employee`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
CREATE INDEX `hr_employee_number_employee_id` ON `hr_employee_number` (`employee_id`);
CREATE INDEX `hr_employee_number_number` ON `hr_employee_number` (`number`);
CREATE TABLE `hr_fact` (
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
	`kind` text NOT NULL,
	`valid_from` text NOT NULL,
	`valid_to` text,
	`value` text NOT NULL,
	`order_id` blob,
	`known_at` integer NOT NULL,
	`retracted_at` integer,
	`retracted_by_order_id` blob,
	FOREIGN KEY (`employee_id`) REFERENCES `hr_employee`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`order_id`) REFERENCES `hr_order`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
CREATE INDEX `hr_fact_employee_id` ON `hr_fact` (`employee_id`);
CREATE INDEX `hr_fact_order_id` ON `hr_fact` (`order_id`);
CREATE INDEX `hr_fact_kind_employee_id_valid_from` ON `hr_fact` (`kind`,`employee_id`,`valid_from`);
CREATE INDEX `hr_fact_retracted_by_order_id` ON `hr_fact` (`retracted_by_order_id`);
CREATE TABLE `hr_leave` (
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
	`type` text NOT NULL,
	`from_date` text NOT NULL,
	`to_date` text NOT NULL,
	`days` integer NOT NULL,
	`state` text NOT NULL,
	`reason` text,
	`order_id` blob,
	`returned_on` text,
	`return_order_id` blob,
	`refusal_reason` text,
	FOREIGN KEY (`employee_id`) REFERENCES `hr_employee`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`order_id`) REFERENCES `hr_order`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`return_order_id`) REFERENCES `hr_order`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
CREATE INDEX `hr_leave_employee_id` ON `hr_leave` (`employee_id`);
CREATE INDEX `hr_leave_order_id` ON `hr_leave` (`order_id`);
CREATE INDEX `hr_leave_return_order_id` ON `hr_leave` (`return_order_id`);
CREATE INDEX `hr_leave_from_date` ON `hr_leave` (`from_date`);
CREATE TABLE `hr_leave_entry` (
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
	`type` text NOT NULL,
	`kind` text NOT NULL,
	`on_date` text NOT NULL,
	`days` integer NOT NULL,
	`leave_id` blob,
	`note` text,
	FOREIGN KEY (`employee_id`) REFERENCES `hr_employee`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`leave_id`) REFERENCES `hr_leave`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
CREATE INDEX `hr_leave_entry_employee_id` ON `hr_leave_entry` (`employee_id`);
CREATE INDEX `hr_leave_entry_leave_id` ON `hr_leave_entry` (`leave_id`);
CREATE TABLE `hr_order` (
	`id` blob PRIMARY KEY NOT NULL,
	`owner_office` integer NOT NULL,
	`revision` integer NOT NULL,
	`created_at` integer NOT NULL,
	`created_by` blob NOT NULL,
	`updated_at` integer NOT NULL,
	`updated_by` blob NOT NULL,
	`deleted_at` integer,
	`seq` integer NOT NULL,
	`number` text NOT NULL,
	`order_date` text NOT NULL,
	`issuer` text NOT NULL,
	`kind` text NOT NULL,
	`effective_date` text NOT NULL,
	`subject` text,
	`unit_id` blob NOT NULL,
	`state` text NOT NULL,
	`reverses_order_id` blob,
	`checked_by` blob,
	`checked_at` integer,
	`approved_by` blob,
	`approved_at` integer,
	FOREIGN KEY (`unit_id`) REFERENCES `org_unit`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
CREATE INDEX `hr_order_unit_id` ON `hr_order` (`unit_id`);
CREATE INDEX `hr_order_number` ON `hr_order` (`number`);
CREATE INDEX `hr_order_reverses_order_id` ON `hr_order` (`reverses_order_id`);
CREATE INDEX `hr_order_effective_date` ON `hr_order` (`effective_date`);
CREATE TABLE `hr_order_line` (
	`id` blob PRIMARY KEY NOT NULL,
	`owner_office` integer NOT NULL,
	`revision` integer NOT NULL,
	`created_at` integer NOT NULL,
	`created_by` blob NOT NULL,
	`updated_at` integer NOT NULL,
	`updated_by` blob NOT NULL,
	`deleted_at` integer,
	`seq` integer NOT NULL,
	`order_id` blob NOT NULL,
	`employee_id` blob NOT NULL,
	`position` integer NOT NULL,
	`terms` text NOT NULL,
	`effects` text NOT NULL,
	`note` text,
	FOREIGN KEY (`order_id`) REFERENCES `hr_order`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`employee_id`) REFERENCES `hr_employee`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
CREATE INDEX `hr_order_line_order_id` ON `hr_order_line` (`order_id`);
CREATE INDEX `hr_order_line_employee_id` ON `hr_order_line` (`employee_id`);
CREATE TABLE `hr_qualification` (
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
	`level` text NOT NULL,
	`speciality` text,
	`institution` text,
	`graduation_year` integer,
	`authenticity_number` text,
	`authenticity_date` text,
	FOREIGN KEY (`employee_id`) REFERENCES `hr_employee`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
CREATE INDEX `hr_qualification_employee_id` ON `hr_qualification` (`employee_id`);
CREATE TABLE `payroll_account` (
	`id` blob PRIMARY KEY NOT NULL,
	`owner_office` integer NOT NULL,
	`revision` integer NOT NULL,
	`created_at` integer NOT NULL,
	`created_by` blob NOT NULL,
	`updated_at` integer NOT NULL,
	`updated_by` blob NOT NULL,
	`deleted_at` integer,
	`seq` integer NOT NULL,
	`component` text NOT NULL,
	`role` text NOT NULL,
	`unit_id` blob,
	`code` text NOT NULL,
	`name` text NOT NULL,
	FOREIGN KEY (`unit_id`) REFERENCES `org_unit`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
CREATE INDEX `payroll_account_unit_id` ON `payroll_account` (`unit_id`);
CREATE TABLE `payroll_adjustment` (
	`id` blob PRIMARY KEY NOT NULL,
	`owner_office` integer NOT NULL,
	`revision` integer NOT NULL,
	`created_at` integer NOT NULL,
	`created_by` blob NOT NULL,
	`updated_at` integer NOT NULL,
	`updated_by` blob NOT NULL,
	`deleted_at` integer,
	`seq` integer NOT NULL,
	`run_id` blob NOT NULL,
	`employee_id` blob NOT NULL,
	`code` text NOT NULL,
	`amount` integer NOT NULL,
	`reason` text NOT NULL,
	`order_number` text,
	FOREIGN KEY (`run_id`) REFERENCES `payroll_run`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`employee_id`) REFERENCES `hr_employee`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
CREATE INDEX `payroll_adjustment_run_id` ON `payroll_adjustment` (`run_id`);
CREATE INDEX `payroll_adjustment_employee_id` ON `payroll_adjustment` (`employee_id`);
CREATE TABLE `payroll_bank_file` (
	`id` blob PRIMARY KEY NOT NULL,
	`owner_office` integer NOT NULL,
	`revision` integer NOT NULL,
	`created_at` integer NOT NULL,
	`created_by` blob NOT NULL,
	`updated_at` integer NOT NULL,
	`updated_by` blob NOT NULL,
	`deleted_at` integer,
	`seq` integer NOT NULL,
	`run_id` blob NOT NULL,
	`template_id` blob NOT NULL,
	`bank` text,
	`resend_of` blob,
	`file_name` text NOT NULL,
	`sha256` text NOT NULL,
	`bytes` integer NOT NULL,
	`rows` integer NOT NULL,
	`total` integer NOT NULL,
	`state` text NOT NULL,
	`returned` text NOT NULL,
	FOREIGN KEY (`run_id`) REFERENCES `payroll_run`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`template_id`) REFERENCES `payroll_bank_template`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
CREATE INDEX `payroll_bank_file_run_id` ON `payroll_bank_file` (`run_id`);
CREATE INDEX `payroll_bank_file_template_id` ON `payroll_bank_file` (`template_id`);
CREATE TABLE `payroll_bank_template` (
	`id` blob PRIMARY KEY NOT NULL,
	`owner_office` integer NOT NULL,
	`revision` integer NOT NULL,
	`created_at` integer NOT NULL,
	`created_by` blob NOT NULL,
	`updated_at` integer NOT NULL,
	`updated_by` blob NOT NULL,
	`deleted_at` integer,
	`seq` integer NOT NULL,
	`name` text NOT NULL,
	`bank` text NOT NULL,
	`layout` text NOT NULL
) STRICT;
CREATE TABLE `payroll_court_order` (
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
	`kind` text NOT NULL,
	`case_number` text NOT NULL,
	`directorate` text NOT NULL,
	`creditor` text,
	`order_date` text NOT NULL,
	`monthly` integer NOT NULL,
	`total` integer,
	`from_month` text NOT NULL,
	`to_month` text,
	FOREIGN KEY (`employee_id`) REFERENCES `hr_employee`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
CREATE INDEX `payroll_court_order_employee_id` ON `payroll_court_order` (`employee_id`);
CREATE TABLE `payroll_exemption` (
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
	`code` text NOT NULL,
	`valid_from` text NOT NULL,
	`valid_to` text,
	`request_number` text,
	`request_date` text,
	FOREIGN KEY (`employee_id`) REFERENCES `hr_employee`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
CREATE INDEX `payroll_exemption_employee_id` ON `payroll_exemption` (`employee_id`);
CREATE TABLE `payroll_issue` (
	`id` blob PRIMARY KEY NOT NULL,
	`owner_office` integer NOT NULL,
	`revision` integer NOT NULL,
	`created_at` integer NOT NULL,
	`created_by` blob NOT NULL,
	`updated_at` integer NOT NULL,
	`updated_by` blob NOT NULL,
	`deleted_at` integer,
	`seq` integer NOT NULL,
	`run_id` blob NOT NULL,
	`employee_id` blob,
	`calculation` integer NOT NULL,
	`replaced_in` integer,
	`code` text NOT NULL,
	`severity` text NOT NULL,
	`params` text NOT NULL,
	`state` text NOT NULL,
	`accepted_by` blob,
	`accepted_note` text,
	FOREIGN KEY (`run_id`) REFERENCES `payroll_run`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`employee_id`) REFERENCES `hr_employee`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
CREATE INDEX `payroll_issue_run_id` ON `payroll_issue` (`run_id`);
CREATE INDEX `payroll_issue_employee_id` ON `payroll_issue` (`employee_id`);
CREATE TABLE `payroll_ledger_entry` (
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
	`run_id` blob NOT NULL,
	`month` text NOT NULL,
	`kind` text NOT NULL,
	`source_id` blob,
	`amount` integer NOT NULL,
	FOREIGN KEY (`employee_id`) REFERENCES `hr_employee`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`run_id`) REFERENCES `payroll_run`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
CREATE INDEX `payroll_ledger_entry_employee_id` ON `payroll_ledger_entry` (`employee_id`);
CREATE INDEX `payroll_ledger_entry_run_id` ON `payroll_ledger_entry` (`run_id`);
CREATE INDEX `payroll_ledger_entry_source_id` ON `payroll_ledger_entry` (`source_id`);
CREATE TABLE `payroll_loan` (
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
	`kind` text NOT NULL,
	`lender` text NOT NULL,
	`number` text,
	`loan_date` text NOT NULL,
	`instalment` integer NOT NULL,
	`total` integer NOT NULL,
	`from_month` text NOT NULL,
	`skip_months` text NOT NULL,
	FOREIGN KEY (`employee_id`) REFERENCES `hr_employee`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
CREATE INDEX `payroll_loan_employee_id` ON `payroll_loan` (`employee_id`);
CREATE TABLE `payroll_run` (
	`id` blob PRIMARY KEY NOT NULL,
	`owner_office` integer NOT NULL,
	`revision` integer NOT NULL,
	`created_at` integer NOT NULL,
	`created_by` blob NOT NULL,
	`updated_at` integer NOT NULL,
	`updated_by` blob NOT NULL,
	`deleted_at` integer,
	`seq` integer NOT NULL,
	`entity_id` blob NOT NULL,
	`month` text NOT NULL,
	`kind` text NOT NULL,
	`state` text NOT NULL,
	`title` text,
	`package_id` blob NOT NULL,
	`package_hash` text NOT NULL,
	`engine_version` text NOT NULL,
	`calculation` integer NOT NULL,
	`calculated_at` integer,
	`calculated_seq` integer,
	`big_change_percent` integer NOT NULL,
	`prepared_by` blob NOT NULL,
	`preparers` text NOT NULL,
	`audited_by` blob,
	`audited_at` integer,
	`approved_by` blob,
	`approved_at` integer,
	`locked_by` blob,
	`locked_at` integer,
	`return_note` text,
	`totals` text NOT NULL,
	`unconfirmed` text NOT NULL,
	`slips_hash` text,
	FOREIGN KEY (`entity_id`) REFERENCES `org_unit`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`package_id`) REFERENCES `regulation_package`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
CREATE INDEX `payroll_run_entity_id` ON `payroll_run` (`entity_id`);
CREATE INDEX `payroll_run_package_id` ON `payroll_run` (`package_id`);
CREATE INDEX `payroll_run_entity_id_month_kind` ON `payroll_run` (`entity_id`,`month`,`kind`);
CREATE TABLE `payroll_slip` (
	`id` blob PRIMARY KEY NOT NULL,
	`owner_office` integer NOT NULL,
	`revision` integer NOT NULL,
	`created_at` integer NOT NULL,
	`created_by` blob NOT NULL,
	`updated_at` integer NOT NULL,
	`updated_by` blob NOT NULL,
	`deleted_at` integer,
	`seq` integer NOT NULL,
	`run_id` blob NOT NULL,
	`employee_id` blob NOT NULL,
	`calculation` integer NOT NULL,
	`replaced_in` integer,
	`full_name` text NOT NULL,
	`employee_number` text,
	`unit_id` blob NOT NULL,
	`job_title` text,
	`grade` text,
	`step` integer,
	`certificate` text,
	`tax_status` text,
	`pay_by` text NOT NULL,
	`bank` text,
	`iban` text,
	`account` text,
	`gross` integer NOT NULL,
	`deductions_total` integer NOT NULL,
	`regular_net` integer NOT NULL,
	`arrears_net` integer NOT NULL,
	`net` integer NOT NULL,
	`state_share` integer NOT NULL,
	`amounts` text NOT NULL,
	`snapshot` text NOT NULL,
	`inputs_hash` text NOT NULL,
	`is_held` integer NOT NULL,
	`hold_reason` text,
	FOREIGN KEY (`run_id`) REFERENCES `payroll_run`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`employee_id`) REFERENCES `hr_employee`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`unit_id`) REFERENCES `org_unit`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
CREATE INDEX `payroll_slip_run_id` ON `payroll_slip` (`run_id`);
CREATE INDEX `payroll_slip_employee_id` ON `payroll_slip` (`employee_id`);
CREATE INDEX `payroll_slip_unit_id` ON `payroll_slip` (`unit_id`);
CREATE UNIQUE INDEX `payroll_slip_run_id_employee_id_calculation_unique` ON `payroll_slip` (`run_id`,`employee_id`,`calculation`);
CREATE TABLE `regulation_rule` (
	`id` blob PRIMARY KEY NOT NULL,
	`owner_office` integer NOT NULL,
	`revision` integer NOT NULL,
	`created_at` integer NOT NULL,
	`created_by` blob NOT NULL,
	`updated_at` integer NOT NULL,
	`updated_by` blob NOT NULL,
	`deleted_at` integer,
	`seq` integer NOT NULL,
	`package_id` blob NOT NULL,
	`position` integer NOT NULL,
	`kind` text NOT NULL,
	`code` text NOT NULL,
	`title_ar` text NOT NULL,
	`value` text NOT NULL,
	`source` text NOT NULL,
	`article` text,
	`confidence` text NOT NULL,
	`is_confirmed` integer NOT NULL,
	`confirmed_by` text,
	`confirmed_on` text,
	FOREIGN KEY (`package_id`) REFERENCES `regulation_package`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
CREATE INDEX `regulation_rule_package_id` ON `regulation_rule` (`package_id`);
CREATE TABLE `regulation_package` (
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
	`version` integer NOT NULL,
	`title_ar` text NOT NULL,
	`first_month` text NOT NULL,
	`state` text NOT NULL,
	`note` text,
	`hash` text,
	`published_at` integer,
	`published_by` blob
) STRICT;
CREATE UNIQUE INDEX `regulation_package_code_version_unique` ON `regulation_package` (`code`,`version`);
