-- Of two with one name and birth date, whose mothers are both known and called differently, each is himself. That is
-- judged beside the word, so that they take no place of the list of those who may be one. The cursors begin anew.
ALTER TABLE person_word ADD COLUMN mother text;
DROP INDEX person_word_whole;
CREATE INDEX person_word_whole ON person_word (word, office_no, employee_id) INCLUDE (mother) WHERE word LIKE '%|%';
DELETE FROM person_cursor;
