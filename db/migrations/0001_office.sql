-- The platform's own tables. Those of the modules follow in later files.
CREATE TABLE op_log (
  seq INTEGER PRIMARY KEY,
  epoch INTEGER NOT NULL,
  id BLOB NOT NULL UNIQUE,
  kind TEXT NOT NULL,
  hlc INTEGER NOT NULL,
  body BLOB NOT NULL,
  hash BLOB NOT NULL CHECK (length(hash) = 32),
  state INTEGER NOT NULL DEFAULT 0
) STRICT;

-- What an op overwrote: for timelines, undo and a later rebase. Local, never sent.
CREATE TABLE op_undo (
  seq INTEGER PRIMARY KEY REFERENCES op_log (seq),
  old TEXT NOT NULL
) STRICT;

-- What this database knows of itself: office number, identity.
CREATE TABLE sync_self (
  key TEXT PRIMARY KEY,
  value ANY
) STRICT, WITHOUT ROWID;

-- Derived: which record stands behind a row of the full-text index.
CREATE TABLE search_entry (
  no INTEGER PRIMARY KEY,
  table_name TEXT NOT NULL,
  record_id BLOB NOT NULL UNIQUE
) STRICT;

CREATE VIRTUAL TABLE search_index USING fts5 (
  kind, body,
  content = '', contentless_delete = 1, prefix = '2 3',
  tokenize = "unicode61 remove_diacritics 0 tokenchars '_'"
);
