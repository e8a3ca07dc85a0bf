-- What an accepted proposal has become at the data centre: once that is thrown away, the proposal waits again.
ALTER TABLE `regulation_decision` ADD COLUMN `made_id` blob;
CREATE INDEX `regulation_decision_made_id` ON `regulation_decision` (`made_id`);
