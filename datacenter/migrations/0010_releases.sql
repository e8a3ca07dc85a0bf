-- Newer programs for the PCs of the offices. They belong to the data centre's own number, as reference data does, so the
-- keys keep the rules of 0001. A withdrawn one keeps its line, that its version is never given to other bytes.
CREATE TABLE program_release (
  office_no int4 NOT NULL,
  version text NOT NULL,
  -- To a share of the offices, and to these whatever the share.
  percent int4 NOT NULL,
  offices jsonb NOT NULL,
  published_at int8 NOT NULL,
  published_by text NOT NULL,
  withdrawn_at int8,
  PRIMARY KEY (office_no, version)
);

-- One installer of it, under the data centre's signature.
CREATE TABLE program_package (
  office_no int4 NOT NULL,
  version text NOT NULL,
  kind text NOT NULL,
  signed jsonb NOT NULL,
  PRIMARY KEY (office_no, version, kind)
);

CREATE TABLE program_chunk (
  office_no int4 NOT NULL,
  version text NOT NULL,
  kind text NOT NULL,
  no int4 NOT NULL,
  content bytea NOT NULL,
  PRIMARY KEY (office_no, version, kind, no)
);

-- Installers are compressed already.
ALTER TABLE program_chunk ALTER COLUMN content SET STORAGE EXTERNAL;
