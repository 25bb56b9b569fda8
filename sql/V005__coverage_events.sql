-- What the bridge found out about the streams besides gaps: silence, and differences from REST.

create table coverage_events (
    stream     text        not null,
    event_time timestamptz not null,
    kind       text        not null check (kind in ('stale', 'live', 'mismatch')),
    reason     text,
    expected   numeric,
    actual     numeric,
    detail     text,
    sequence   text        not null,
    primary key (stream, event_time, kind, sequence)
);
create index coverage_events_time on coverage_events (event_time desc);

comment on table coverage_events is 'Streams that fell silent, spoke again or disagreed with REST. Rows never change.';
comment on column coverage_events.stream is 'trades:BTC, userFills:0x…, allMids, …';
comment on column coverage_events.event_time is 'The bridge''s clock.';
comment on column coverage_events.kind is 'stale: silent for longer than it ever should be; live: a stale stream speaks again; mismatch: beyond tolerance from what REST says.';
comment on column coverage_events.expected is 'mismatch: what REST says.';
comment on column coverage_events.actual is 'mismatch: what the stream said.';
comment on column coverage_events.detail is 'One sentence.';
comment on column coverage_events.sequence is '<bridge start, epoch ms>.<counter>: tells events of one millisecond apart.';

comment on column coverage_gaps.stream is 'trades:BTC, userFills:0x…, allMids, …';
comment on column coverage_gaps.gap_start is 'Exchange time up to which the stream is known to be complete.';
comment on column coverage_gaps.gap_end is 'Exchange time from which it is complete again; null while the gap is open.';
comment on column coverage_gaps.reason is 'start, restart, disconnect, stall, silence, refused, kafka, mismatch or dropped.';
comment on column coverage_gaps.closed_by is 'replay, backfill: nothing is missing; resumed: the stream goes on, what fell into the gap is lost; null while open.';
