-- An entry of a channel goes to the line as it lies here: text is read as it was written, jsonb is put together anew.
-- A record is the list of its values, under the names that `shape` tells; what lies here already is whole and has none.
ALTER TABLE channel_entry ALTER COLUMN entry TYPE text USING entry::text, ADD COLUMN shape text NOT NULL DEFAULT '';
ALTER TABLE channel_entry ALTER COLUMN shape DROP DEFAULT;
