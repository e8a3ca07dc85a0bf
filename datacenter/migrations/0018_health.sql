-- What the page of health shows: the beats of the servers, what waited and was asked in every five minutes, and when a
-- copy was proved last. They belong to the data centre's own number. The keys keep the rules of 0001.

CREATE TABLE server_beat (
  office_no int4 NOT NULL,
  kind text NOT NULL,
  name text NOT NULL,
  version text NOT NULL,
  migration int4 NOT NULL,
  started_at int8 NOT NULL,
  seen_at int8 NOT NULL,
  stopped_at int8,
  clock_ahead int8 NOT NULL,
  figures jsonb NOT NULL,
  instance text NOT NULL,
  shared_at int8,
  PRIMARY KEY (office_no, kind, name)
);

CREATE TABLE health_sample (
  office_no int4 NOT NULL,
  at int8 NOT NULL,
  waiting int8 NOT NULL,
  requests int8 NOT NULL,
  PRIMARY KEY (office_no, at)
);

CREATE TABLE proved_copy (
  office_no int4 PRIMARY KEY,
  proved_at int8 NOT NULL
);
