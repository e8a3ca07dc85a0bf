-- The contents that records here name: whether each lies in the file store, and which incarnation of the data centre has
-- it. `is_here` is null until somebody has looked. `kept` has a 1 for each chunk that the data centre said it has, for
-- those who carry files on a stick.
CREATE TABLE sync_file (
  sha256 TEXT PRIMARY KEY,
  bytes INTEGER NOT NULL,
  is_named INTEGER NOT NULL,
  is_own INTEGER NOT NULL,
  is_for_others INTEGER NOT NULL,
  is_here INTEGER,
  there INTEGER NOT NULL,
  kept TEXT NOT NULL,
  rests_until INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
