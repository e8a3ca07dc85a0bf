-- The people of the ministry by the words of their names, folded as kernel/text folds them, and by their card.

CREATE TABLE person_word (
  office_no int4 NOT NULL,
  word text NOT NULL,
  employee_id uuid NOT NULL,
  PRIMARY KEY (office_no, word, employee_id)
);

CREATE INDEX person_word_word ON person_word (word text_pattern_ops);
CREATE INDEX person_word_employee ON person_word (office_no, employee_id);

-- Up to which op of an office the words are those of its records, and how its log stood when that was looked at.
CREATE TABLE person_cursor (
  office_no int4 PRIMARY KEY,
  seq int8 NOT NULL,
  applied_seq int8 NOT NULL,
  held int4 NOT NULL
);

CREATE INDEX hr_employee_seq ON hr_employee (office_no, seq);
