-- What the data centre decides on proposed packages, and which office stands above which.
CREATE TABLE regulation_decision (
  "office_no" int4 NOT NULL,
  "id" uuid NOT NULL,
  "revision" int8 NOT NULL,
  "created_at" int8 NOT NULL,
  "created_by" uuid NOT NULL,
  "updated_at" int8 NOT NULL,
  "updated_by" uuid NOT NULL,
  "deleted_at" int8,
  "seq" int8 NOT NULL,
  "office" int8 NOT NULL,
  "proposal_id" uuid NOT NULL,
  "proposal_revision" int8 NOT NULL,
  "is_accepted" bool NOT NULL,
  "reason" text,
  "decided_by" text NOT NULL,
  PRIMARY KEY (office_no, id)
);

ALTER TABLE org_peer ADD COLUMN "kind" text, ADD COLUMN "parent_office" int8;
