-- What the sync keeps in an office: where it stands, what it has still to send, what came from others.
CREATE TABLE sync_channel (
  channel INTEGER PRIMARY KEY,
  generation INTEGER NOT NULL,
  at INTEGER NOT NULL,
  is_loading INTEGER NOT NULL
) STRICT;

-- Which records came through which channel: what does not come again after the data centre was restored, goes.
CREATE TABLE sync_channel_row (
  table_name TEXT NOT NULL,
  record_id BLOB NOT NULL,
  channel INTEGER NOT NULL,
  generation INTEGER NOT NULL,
  PRIMARY KEY (table_name, record_id)
) STRICT, WITHOUT ROWID;

-- What cannot be applied yet: of a newer program, or leaning on a record that has not come.
CREATE TABLE sync_parked (
  no INTEGER PRIMARY KEY,
  channel INTEGER NOT NULL,
  generation INTEGER NOT NULL,
  entry TEXT NOT NULL,
  why TEXT NOT NULL
) STRICT;

-- Shared fields: the writing that the data centre has confirmed, and the own op that it has not confirmed yet.
CREATE TABLE sync_field_mark (
  table_name TEXT NOT NULL,
  record_id BLOB NOT NULL,
  column_key TEXT NOT NULL,
  value TEXT NOT NULL,
  hlc INTEGER NOT NULL,
  office INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  pending BLOB,
  PRIMARY KEY (table_name, record_id, column_key)
) STRICT, WITHOUT ROWID;

-- Frames that are built and not acknowledged: a retry sends the same bytes.
CREATE TABLE sync_outgoing (
  from_seq INTEGER PRIMARY KEY,
  to_seq INTEGER NOT NULL,
  frame BLOB NOT NULL
) STRICT;

-- The data centre's signed proofs of receipt.
CREATE TABLE sync_receipt (
  seq INTEGER PRIMARY KEY,
  head TEXT NOT NULL,
  at INTEGER NOT NULL,
  signature TEXT NOT NULL
) STRICT;

-- What people must settle: an op that no longer fits is here as a draft.
CREATE TABLE sync_inbox (
  op_id BLOB NOT NULL,
  kind TEXT NOT NULL,
  since INTEGER NOT NULL,
  mine TEXT,
  theirs TEXT,
  is_open INTEGER NOT NULL,
  PRIMARY KEY (op_id, kind)
) STRICT, WITHOUT ROWID;

-- The last official number of each series.
CREATE TABLE number_series (
  kind TEXT NOT NULL,
  year INTEGER NOT NULL,
  series TEXT NOT NULL,
  last INTEGER NOT NULL,
  PRIMARY KEY (kind, year, series)
) STRICT, WITHOUT ROWID;
