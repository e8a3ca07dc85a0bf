-- When a record of the data centre or of another office came here as it is now.
ALTER TABLE sync_channel_row ADD COLUMN arrived_at INTEGER NOT NULL DEFAULT 0;
