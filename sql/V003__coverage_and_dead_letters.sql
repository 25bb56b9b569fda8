-- What is missing: gaps in the streams and records that could not be used.

create table coverage_gaps (
    stream     text        not null,
    gap_start  timestamptz not null,
    gap_end    timestamptz,
    reason     text        not null,
    backfilled bigint      not null default 0,
    closed_by  text,
    revision   integer     not null default 1,
    primary key (stream, gap_start),
    check (gap_end >= gap_start)
);
create index coverage_gaps_open on coverage_gaps (gap_start desc) where gap_end is null;

comment on table coverage_gaps is 'Times in which a stream may have missed events. Only a higher revision changes a row.';
comment on column coverage_gaps.gap_end is 'Null while the gap is open.';
comment on column coverage_gaps.backfilled is 'Events that were fetched afterwards.';
comment on column coverage_gaps.closed_by is 'What ended the gap.';

create table dead_letters (
    topic       text        not null,
    partition   integer     not null,
    "offset"    bigint      not null,
    origin      text        not null,
    reason      text        not null,
    payload     text        not null check (octet_length(payload) <= 65536),
    received_at timestamptz not null,
    primary key (topic, partition, "offset")
);
create index dead_letters_received_at on dead_letters (received_at desc);

comment on table dead_letters is 'What could not be read or stored, and why. Rows never change.';
comment on column dead_letters.topic is 'Topic, partition and offset of the record in the dead-letter topic.';
comment on column dead_letters.origin is 'What it was read from, or the table that refused it.';
comment on column dead_letters.reason is 'What is wrong with it.';
comment on column dead_letters.payload is 'The text as received, cut at 64 KiB; U+0000, which Postgres cannot store, is written as U+FFFD.';
