-- The tables of the sync protocol. Every key begins with the office or the channel, by which the tables may be
-- distributed over many machines; there are no sequences, and no key or foreign key that would span two of them.

CREATE TABLE office_stream (
  office_no int4 PRIMARY KEY,
  epoch int4 NOT NULL,
  seq int8 NOT NULL,
  head text NOT NULL,
  applied_seq int8 NOT NULL,
  is_routed bool NOT NULL,
  durable_seq int8 NOT NULL,
  held int4 NOT NULL,
  is_frozen bool NOT NULL,
  last_seen_at int8 NOT NULL,
  health jsonb,
  CHECK (applied_seq <= seq AND durable_seq <= seq)
);

CREATE TABLE office_device (
  office_no int4 NOT NULL,
  key_id text NOT NULL,
  public_key text NOT NULL,
  enrolled_at int8 NOT NULL,
  revoked_at int8,
  PRIMARY KEY (office_no, key_id)
);

-- Frames as they came, for ever: the evidence. They are compressed already.
CREATE TABLE office_frame (
  office_no int4 NOT NULL,
  from_seq int8 NOT NULL,
  to_seq int8 NOT NULL,
  epoch int4 NOT NULL,
  head text NOT NULL,
  schema_version int4 NOT NULL,
  received_at int8 NOT NULL,
  frame bytea NOT NULL,
  PRIMARY KEY (office_no, from_seq),
  CHECK (to_seq >= from_seq)
) PARTITION BY HASH (office_no);

CREATE TABLE office_frame_0 PARTITION OF office_frame FOR VALUES WITH (MODULUS 4, REMAINDER 0);
CREATE TABLE office_frame_1 PARTITION OF office_frame FOR VALUES WITH (MODULUS 4, REMAINDER 1);
CREATE TABLE office_frame_2 PARTITION OF office_frame FOR VALUES WITH (MODULUS 4, REMAINDER 2);
CREATE TABLE office_frame_3 PARTITION OF office_frame FOR VALUES WITH (MODULUS 4, REMAINDER 3);
ALTER TABLE office_frame ALTER COLUMN frame SET STORAGE EXTERNAL;

CREATE TABLE office_held_op (
  office_no int4 NOT NULL,
  seq int8 NOT NULL,
  op_id uuid NOT NULL,
  reason text NOT NULL,
  records jsonb NOT NULL,
  since int8 NOT NULL,
  is_told bool NOT NULL,
  PRIMARY KEY (office_no, seq)
);

CREATE TABLE office_outbox (
  office_no int4 NOT NULL,
  seq int8 NOT NULL,
  ix int4 NOT NULL,
  to_channel int4 NOT NULL,
  entry jsonb NOT NULL,
  PRIMARY KEY (office_no, seq, ix)
);

CREATE TABLE office_number (
  office_no int4 NOT NULL,
  number text NOT NULL,
  op_id uuid NOT NULL,
  PRIMARY KEY (office_no, number)
);

CREATE TABLE office_incident (
  office_no int4 NOT NULL,
  no int8 NOT NULL,
  kind text NOT NULL,
  at int8 NOT NULL,
  detail jsonb,
  PRIMARY KEY (office_no, no)
);

-- A channel of an office has its number, so that feed, outbox and records of an office lie together.
CREATE TABLE channel (
  channel_no int4 PRIMARY KEY,
  last_no int8 NOT NULL,
  floor_no int8 NOT NULL
);

CREATE TABLE channel_entry (
  channel_no int4 NOT NULL,
  no int8 NOT NULL,
  source text NOT NULL,
  entry jsonb NOT NULL,
  PRIMARY KEY (channel_no, no)
);

CREATE TABLE channel_source (
  channel_no int4 NOT NULL,
  source text NOT NULL,
  no int8 NOT NULL,
  PRIMARY KEY (channel_no, source)
);

CREATE TABLE shared_mark (
  channel_no int4 NOT NULL,
  field text NOT NULL,
  value jsonb,
  hlc int8 NOT NULL,
  office int4 NOT NULL,
  seq int8 NOT NULL,
  PRIMARY KEY (channel_no, field)
);

CREATE TABLE datacenter_self (
  office_no int4 PRIMARY KEY,
  incarnation int4 NOT NULL
);
