-- The contents that records here name: whether each lies in the file store, and which incarnation of the data centre has
-- it. `is_here` is null until somebody has looked.
CREATE TABLE sync_file (
  sha256 TEXT PRIMARY KEY,
  bytes INTEGER NOT NULL,
  is_named INTEGER NOT NULL,
  is_own INTEGER NOT NULL,
  is_for_others INTEGER NOT NULL,
  is_here INTEGER,
  there INTEGER NOT NULL,
  rests_until INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
