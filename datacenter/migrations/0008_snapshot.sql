-- Snapshots for new PCs: an office's log packed anew in chunks. Made from the frames on demand, so nothing is lost with
-- them; they are kept so that every server gives the same bytes, and let go when nobody has asked for a while.
CREATE TABLE office_snapshot (
  office_no int4 PRIMARY KEY,
  incarnation int4 NOT NULL,
  seq int8 NOT NULL,
  head text NOT NULL,
  used_at int8 NOT NULL,
  chunks jsonb NOT NULL
);

CREATE TABLE office_snapshot_chunk (
  office_no int4 NOT NULL,
  no int4 NOT NULL,
  bytes bytea NOT NULL,
  PRIMARY KEY (office_no, no)
);

-- They are compressed already.
ALTER TABLE office_snapshot_chunk ALTER COLUMN bytes SET STORAGE EXTERNAL;
