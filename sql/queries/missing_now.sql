-- Question: what is missing right now?
-- Grain:    one row an open gap, and one a stream that has fallen silent and not spoken since; a gap
--           that was closed later says that it has.
select stream, 'gap' as what, gap_start as since, now() - gap_start as lasting, reason, backfilled, null as detail
from hyperwatch.coverage_gaps
where gap_end is null
union all
select stream, 'silent', event_time, now() - event_time, reason, null, detail
from (
    select distinct on (stream) stream, kind, event_time, reason, detail
    from hyperwatch.coverage_events
    where kind in ('stale', 'live')
    order by stream, event_time desc
) newest
where kind = 'stale'
    and not exists (
        select 1
        from hyperwatch.coverage_gaps closed
        where closed.stream = newest.stream and closed.gap_end > newest.event_time
    )
order by since;
