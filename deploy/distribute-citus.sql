-- Spreads the data centre over several machines with Citus: once, after `diwan datacenter serve` has made the tables on
-- the coordinator, and before it has many rows. It has not been run where this was written: Citus is not to be had
-- there. A test holds that every table is named here, and another that no key or foreign key would span two machines.
--
-- Everything of an office lies together: the distribution column is its number, and an office's own channel has that
-- number too. `datacenter_migration` stays on the coordinator. After a new release, name its new tables here and run
-- the lines for them.

SELECT create_distributed_table('office_stream', 'office_no');
SELECT create_distributed_table('office_device', 'office_no', colocate_with => 'office_stream');
SELECT create_distributed_table('office_frame', 'office_no', colocate_with => 'office_stream');
SELECT create_distributed_table('office_held_op', 'office_no', colocate_with => 'office_stream');
SELECT create_distributed_table('office_outbox', 'office_no', colocate_with => 'office_stream');
SELECT create_distributed_table('office_snapshot', 'office_no', colocate_with => 'office_stream');
SELECT create_distributed_table('office_snapshot_chunk', 'office_no', colocate_with => 'office_stream');
SELECT create_distributed_table('office_late_work', 'office_no', colocate_with => 'office_stream');
SELECT create_distributed_table('office_late_frame', 'office_no', colocate_with => 'office_stream');
SELECT create_distributed_table('program_release', 'office_no', colocate_with => 'office_stream');
SELECT create_distributed_table('program_package', 'office_no', colocate_with => 'office_stream');
SELECT create_distributed_table('program_chunk', 'office_no', colocate_with => 'office_stream');
SELECT create_distributed_table('office_number', 'office_no', colocate_with => 'office_stream');
SELECT create_distributed_table('office_incident', 'office_no', colocate_with => 'office_stream');
SELECT create_distributed_table('office_named_file', 'office_no', colocate_with => 'office_stream');
SELECT create_distributed_table('office_file', 'office_no', colocate_with => 'office_stream');
SELECT create_distributed_table('office_file_chunk', 'office_no', colocate_with => 'office_stream');
SELECT create_distributed_table('enrolment_code', 'office_no', colocate_with => 'office_stream');
SELECT create_distributed_table('enrolment_try', 'office_no', colocate_with => 'office_stream');
SELECT create_distributed_table('ministry_act', 'office_no', colocate_with => 'office_stream');
SELECT create_distributed_table('person_word', 'office_no', colocate_with => 'office_stream');
SELECT create_distributed_table('person_cursor', 'office_no', colocate_with => 'office_stream');
SELECT create_distributed_table('server_beat', 'office_no', colocate_with => 'office_stream');
SELECT create_distributed_table('health_sample', 'office_no', colocate_with => 'office_stream');
SELECT create_distributed_table('proved_copy', 'office_no', colocate_with => 'office_stream');
SELECT create_distributed_table('datacenter_self', 'office_no', colocate_with => 'office_stream');

-- Channels: those above zero belong to the office of that number, those below are for all.
SELECT create_distributed_table('channel', 'channel_no', colocate_with => 'office_stream');
SELECT create_distributed_table('channel_entry', 'channel_no', colocate_with => 'office_stream');
SELECT create_distributed_table('channel_source', 'channel_no', colocate_with => 'office_stream');
SELECT create_distributed_table('shared_mark', 'channel_no', colocate_with => 'office_stream');

-- Read beside the rows of every office: on all machines.
SELECT create_reference_table('ministry_office');

-- The records of the offices.
SELECT create_distributed_table('platform_saved_view', 'office_no', colocate_with => 'office_stream');
SELECT create_distributed_table('platform_decision', 'office_no', colocate_with => 'office_stream');
SELECT create_distributed_table('platform_laid_aside', 'office_no', colocate_with => 'office_stream');
SELECT create_distributed_table('org_office', 'office_no', colocate_with => 'office_stream');
SELECT create_distributed_table('org_unit', 'office_no', colocate_with => 'office_stream');
SELECT create_distributed_table('org_user', 'office_no', colocate_with => 'office_stream');
SELECT create_distributed_table('org_role', 'office_no', colocate_with => 'office_stream');
SELECT create_distributed_table('org_assignment', 'office_no', colocate_with => 'office_stream');
SELECT create_distributed_table('org_delegation', 'office_no', colocate_with => 'office_stream');
SELECT create_distributed_table('org_committee', 'office_no', colocate_with => 'office_stream');
SELECT create_distributed_table('org_committee_member', 'office_no', colocate_with => 'office_stream');
SELECT create_distributed_table('org_peer', 'office_no', colocate_with => 'office_stream');
SELECT create_distributed_table('regulation_package', 'office_no', colocate_with => 'office_stream');
SELECT create_distributed_table('regulation_rule', 'office_no', colocate_with => 'office_stream');
SELECT create_distributed_table('hr_employee', 'office_no', colocate_with => 'office_stream');
SELECT create_distributed_table('hr_employee_number', 'office_no', colocate_with => 'office_stream');
SELECT create_distributed_table('hr_qualification', 'office_no', colocate_with => 'office_stream');
SELECT create_distributed_table('hr_bank_account', 'office_no', colocate_with => 'office_stream');
SELECT create_distributed_table('hr_dependant', 'office_no', colocate_with => 'office_stream');
SELECT create_distributed_table('hr_order', 'office_no', colocate_with => 'office_stream');
SELECT create_distributed_table('hr_order_line', 'office_no', colocate_with => 'office_stream');
SELECT create_distributed_table('hr_fact', 'office_no', colocate_with => 'office_stream');
SELECT create_distributed_table('hr_leave', 'office_no', colocate_with => 'office_stream');
SELECT create_distributed_table('hr_leave_entry', 'office_no', colocate_with => 'office_stream');
SELECT create_distributed_table('hr_handover', 'office_no', colocate_with => 'office_stream');
SELECT create_distributed_table('regulation_decision', 'office_no', colocate_with => 'office_stream');
SELECT create_distributed_table('items_edition', 'office_no', colocate_with => 'office_stream');
SELECT create_distributed_table('items_group', 'office_no', colocate_with => 'office_stream');
SELECT create_distributed_table('items_item', 'office_no', colocate_with => 'office_stream');
SELECT create_distributed_table('items_proposal', 'office_no', colocate_with => 'office_stream');
SELECT create_distributed_table('structure_proposal', 'office_no', colocate_with => 'office_stream');
SELECT create_distributed_table('hr_handover_answer', 'office_no', colocate_with => 'office_stream');
SELECT create_distributed_table('hr_double_file', 'office_no', colocate_with => 'office_stream');
SELECT create_distributed_table('payroll_run', 'office_no', colocate_with => 'office_stream');
SELECT create_distributed_table('payroll_slip', 'office_no', colocate_with => 'office_stream');
SELECT create_distributed_table('payroll_issue', 'office_no', colocate_with => 'office_stream');
SELECT create_distributed_table('payroll_adjustment', 'office_no', colocate_with => 'office_stream');
SELECT create_distributed_table('payroll_court_order', 'office_no', colocate_with => 'office_stream');
SELECT create_distributed_table('payroll_loan', 'office_no', colocate_with => 'office_stream');
SELECT create_distributed_table('payroll_ledger_entry', 'office_no', colocate_with => 'office_stream');
SELECT create_distributed_table('payroll_exemption', 'office_no', colocate_with => 'office_stream');
SELECT create_distributed_table('payroll_bank_template', 'office_no', colocate_with => 'office_stream');
SELECT create_distributed_table('payroll_bank_file', 'office_no', colocate_with => 'office_stream');
SELECT create_distributed_table('payroll_account', 'office_no', colocate_with => 'office_stream');
SELECT create_distributed_table('files_attachment', 'office_no', colocate_with => 'office_stream');
