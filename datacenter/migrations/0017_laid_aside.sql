-- What a sync has laid into the inbox of an office with its whole op, until somebody there has settled it.
CREATE TABLE platform_laid_aside (
  "office_no" int4 NOT NULL,
  "id" uuid NOT NULL,
  "revision" int8 NOT NULL,
  "created_at" int8 NOT NULL,
  "created_by" uuid NOT NULL,
  "updated_at" int8 NOT NULL,
  "updated_by" uuid NOT NULL,
  "deleted_at" int8,
  "seq" int8 NOT NULL,
  "op_id" uuid NOT NULL,
  "kind" text NOT NULL,
  "since" int8 NOT NULL,
  "hash" text NOT NULL,
  "part" int8 NOT NULL,
  "parts" int8 NOT NULL,
  "body" jsonb NOT NULL,
  PRIMARY KEY (office_no, id)
);
