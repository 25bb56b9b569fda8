-- Question: what is missing right now?
-- Grain:    one row an open gap, and one a stream that has fallen silent within the last hour and not
--           spoken since (the bridge gives a silent socket up after minutes, so older ones are over).
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
where kind = 'stale' and event_time > now() - interval '1 hour'
order by since;
