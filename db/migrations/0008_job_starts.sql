-- How often a job was begun without coming to an end: one that takes the program down with it is not begun for ever.
ALTER TABLE platform_job ADD COLUMN starts INTEGER NOT NULL DEFAULT 0;
