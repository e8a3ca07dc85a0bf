-- How often the office was told of a held op: each telling has a place of its own in the channel, so that a change of
-- the reason is not taken for what was handed on before.
ALTER TABLE office_held_op ADD COLUMN tellings int4 NOT NULL DEFAULT 0;
UPDATE office_held_op SET tellings = 1 WHERE is_told;
ALTER TABLE office_held_op ALTER COLUMN tellings DROP DEFAULT, DROP COLUMN is_told;
