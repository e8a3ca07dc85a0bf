-- Records that came new and together: one line for up to sixteen of them, their ids one behind the other. A line of
-- `sync_channel_row` for the same record is later. A channel that begins anew spreads its lines into those first.
CREATE TABLE sync_channel_rows (
  no INTEGER PRIMARY KEY,
  table_name TEXT NOT NULL,
  channel INTEGER NOT NULL,
  generation INTEGER NOT NULL,
  arrived_at INTEGER NOT NULL,
  ids BLOB NOT NULL
) STRICT;
CREATE INDEX sync_channel_rows_table ON sync_channel_rows (table_name);
