-- One person in the files of two offices: by what he is found, and what the ministry has decided on the two files.

-- Beside the words of a name there are now two that stand for the whole: the card, and the name with the birth date.
-- Both hold a stroke, which no other word does. The cursors begin anew, so that everybody gets them.
CREATE INDEX person_word_whole ON person_word (word, office_no, employee_id) WHERE word LIKE '%|%';
DELETE FROM person_cursor;

CREATE INDEX hr_fact_service ON hr_fact (office_no, employee_id) WHERE kind = 'SERVICE';
CREATE INDEX hr_handover_employee ON hr_handover (office_no, employee_id);
CREATE INDEX hr_handover_answer_handover ON hr_handover_answer (office_no, handover_id);

CREATE TABLE hr_double_file (
  "office_no" int4 NOT NULL,
  "id" uuid NOT NULL,
  "revision" int8 NOT NULL,
  "created_at" int8 NOT NULL,
  "created_by" uuid NOT NULL,
  "updated_at" int8 NOT NULL,
  "updated_by" uuid NOT NULL,
  "deleted_at" int8,
  "seq" int8 NOT NULL,
  "to_office" int8 NOT NULL,
  "employee_id" uuid NOT NULL,
  "other_office" int8 NOT NULL,
  "other_employee_id" uuid NOT NULL,
  "other_name" text,
  "verdict" text NOT NULL,
  "reason" text NOT NULL,
  "decided_by" text NOT NULL,
  "file" jsonb NOT NULL,
  PRIMARY KEY (office_no, id)
);
