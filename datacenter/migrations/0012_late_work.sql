-- Work that a PC had not sent when another one took its office over. It lies apart from the office's log until the
-- office's writer has taken it into that; the keys keep the rules of 0001.
CREATE TABLE office_late_work (
  office_no int4 NOT NULL,
  key_id text NOT NULL,
  epoch int4 NOT NULL,
  -- The last op that its log shares with the office's, its own last one, and up to where it has come.
  common_seq int8 NOT NULL,
  common_head text NOT NULL,
  end_seq int8 NOT NULL,
  end_head text NOT NULL,
  stored_seq int8 NOT NULL,
  stored_head text NOT NULL,
  bytes int8 NOT NULL,
  oldest_at int8,
  announced_at int8 NOT NULL,
  decision text,
  decided_at int8,
  decided_by text,
  reason text,
  joined_at int8,
  joined_heads jsonb NOT NULL,
  PRIMARY KEY (office_no, key_id)
);

CREATE TABLE office_late_frame (
  office_no int4 NOT NULL,
  key_id text NOT NULL,
  from_seq int8 NOT NULL,
  to_seq int8 NOT NULL,
  received_at int8 NOT NULL,
  frame bytea NOT NULL,
  PRIMARY KEY (office_no, key_id, from_seq)
);

-- They are compressed already.
ALTER TABLE office_late_frame ALTER COLUMN frame SET STORAGE EXTERNAL;

-- Its key is over because another PC took its place, not because somebody stopped it. Of those before this migration
-- nobody knows, so they count as stopped.
ALTER TABLE office_device ADD COLUMN is_replaced bool NOT NULL DEFAULT false;
ALTER TABLE office_device ALTER COLUMN is_replaced DROP DEFAULT;
