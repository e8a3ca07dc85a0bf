-- The last half minute whose code of the second factor each user has used: each code is good once, also after a restart.
CREATE TABLE `platform_used_code` (
	`id` blob PRIMARY KEY NOT NULL,
	`step` integer NOT NULL
) STRICT;
