-- The sealed secret of a user's second factor.
ALTER TABLE `org_user` ADD COLUMN `totp_secret` text;
