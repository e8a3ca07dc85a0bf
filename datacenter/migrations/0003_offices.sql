-- The offices of the ministry, and the codes by which their PCs are enrolled. The keys keep the rules of 0001.

CREATE TABLE ministry_office (
  office_no int4 PRIMARY KEY,
  name_ar text NOT NULL,
  name_ckb text,
  name_en text,
  kind text NOT NULL,
  governorate text,
  latitude float8,
  longitude float8,
  parent_no int4,
  is_closed bool NOT NULL,
  created_at int8 NOT NULL
);

-- The data centre counts as an office: its own log is that of reference data.
INSERT INTO ministry_office VALUES (1, 'مركز بيانات الوزارة', NULL, NULL, 'data_centre', NULL, NULL, NULL, NULL, false, 0);

CREATE TABLE enrolment_code (
  office_no int4 NOT NULL,
  code_hash text NOT NULL,
  made_at int8 NOT NULL,
  made_by text NOT NULL,
  expires_at int8 NOT NULL,
  used_at int8,
  used_by text,
  is_void bool NOT NULL,
  PRIMARY KEY (office_no, code_hash)
);

-- Wrong codes by address. They belong to the data centre's own number, since a stranger has no office.
CREATE TABLE enrolment_try (
  office_no int4 NOT NULL,
  address text NOT NULL,
  since int8 NOT NULL,
  wrong int4 NOT NULL,
  PRIMARY KEY (office_no, address)
);

ALTER TABLE office_device ADD COLUMN name text;

-- The line that registering an office and trying a code hold, so that two servers do it one after the other.
INSERT INTO datacenter_self VALUES (1, 1) ON CONFLICT DO NOTHING;

-- The unified payroll of a month.
CREATE INDEX payroll_run_month ON payroll_run (month);
CREATE INDEX payroll_slip_run ON payroll_slip (office_no, run_id);
CREATE INDEX payroll_slip_employee ON payroll_slip (office_no, employee_id);
