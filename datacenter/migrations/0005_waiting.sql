-- The held ops that an office had when its words were looked at: when one is released, its records come under its old
-- number, which the words have passed by. Cursors made before stand in front of the first op that is held.

ALTER TABLE person_cursor ADD COLUMN waiting jsonb NOT NULL DEFAULT '[]';
ALTER TABLE person_cursor ALTER COLUMN waiting DROP DEFAULT;
