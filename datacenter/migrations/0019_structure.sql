-- What the offices propose of the tree of the ministry, and of which proposal an office of the register was made.
CREATE TABLE structure_proposal (
  "office_no" int4 NOT NULL,
  "id" uuid NOT NULL,
  "revision" int8 NOT NULL,
  "created_at" int8 NOT NULL,
  "created_by" uuid NOT NULL,
  "updated_at" int8 NOT NULL,
  "updated_by" uuid NOT NULL,
  "deleted_at" int8,
  "seq" int8 NOT NULL,
  "change" text NOT NULL,
  "about_office" int8,
  "name_ar" text NOT NULL,
  "name_ckb" text,
  "name_en" text,
  "kind" text,
  "parent_office" int8,
  "reason" text NOT NULL,
  "state" text NOT NULL,
  "seen" jsonb,
  PRIMARY KEY (office_no, id)
);

ALTER TABLE ministry_office ADD COLUMN proposal_office int4, ADD COLUMN proposal_id uuid;
-- None is made twice of one. The table lies whole on every machine, so that its keys need not begin with the office.
CREATE UNIQUE INDEX ministry_office_proposal ON ministry_office (proposal_office, proposal_id);
