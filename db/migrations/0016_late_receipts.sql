-- The data centre's signed proofs that it has late work, in the log of the PC whose key it is: they are signed over that key
-- too, and lie apart from those for the office's log, of which the same number may be another op.
CREATE TABLE sync_late_receipt (
  key_id TEXT NOT NULL,
  seq INTEGER NOT NULL,
  head TEXT NOT NULL,
  at INTEGER NOT NULL,
  signature TEXT NOT NULL,
  PRIMARY KEY (key_id, seq)
) STRICT, WITHOUT ROWID;
