-- The contents of attached files. The keys keep the rules of 0001: everything of an office lies together.

-- Which contents the records name that an office has, and in whose store each lies: its own, or that of the office which
-- sent the record. Who is named here may ask for the content; nobody else may.
CREATE TABLE office_named_file (
  office_no int4 NOT NULL,
  sha256 text NOT NULL,
  from_office int4 NOT NULL,
  bytes int8 NOT NULL,
  PRIMARY KEY (office_no, sha256, from_office)
);

-- A content that the office has begun to send. `kept` has a 1 for each chunk that is there.
CREATE TABLE office_file (
  office_no int4 NOT NULL,
  sha256 text NOT NULL,
  bytes int8 NOT NULL,
  kept text NOT NULL,
  begun_at int8 NOT NULL,
  whole_at int8,
  PRIMARY KEY (office_no, sha256)
);

CREATE TABLE office_file_chunk (
  office_no int4 NOT NULL,
  sha256 text NOT NULL,
  no int4 NOT NULL,
  content bytea NOT NULL,
  PRIMARY KEY (office_no, sha256, no)
) PARTITION BY HASH (office_no);

CREATE TABLE office_file_chunk_0 PARTITION OF office_file_chunk FOR VALUES WITH (MODULUS 4, REMAINDER 0);
CREATE TABLE office_file_chunk_1 PARTITION OF office_file_chunk FOR VALUES WITH (MODULUS 4, REMAINDER 1);
CREATE TABLE office_file_chunk_2 PARTITION OF office_file_chunk FOR VALUES WITH (MODULUS 4, REMAINDER 2);
CREATE TABLE office_file_chunk_3 PARTITION OF office_file_chunk FOR VALUES WITH (MODULUS 4, REMAINDER 3);
-- Scans and photographs are compressed already.
ALTER TABLE office_file_chunk ALTER COLUMN content SET STORAGE EXTERNAL;

-- The attachments that came before this table was there.
INSERT INTO office_named_file
  SELECT DISTINCT ON (office_no, sha256) office_no, sha256, office_no, bytes FROM files_attachment
  WHERE sha256 ~ '^[0-9a-f]{64}$' AND bytes BETWEEN 1 AND 52428800 ORDER BY office_no, sha256, id;
