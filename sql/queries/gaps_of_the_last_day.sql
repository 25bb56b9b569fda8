-- Question: how much may each stream have missed in the last 24 hours?
-- Grain:    one row a stream that had a gap. lasting is the time within the 24 hours, in gaps that lost something or are still open.
select
    stream,
    count(*) as gaps,
    count(*) filter (where gap_end is null) as open,
    count(*) filter (where closed_by = 'resumed') as lost,
    sum(coalesce(gap_end, now()) - greatest(gap_start, now() - interval '24 hours'))
        filter (where gap_end is null or closed_by = 'resumed') as lasting,
    sum(backfilled) as backfilled,
    string_agg(distinct reason, ', ' order by reason) as reasons
from hyperwatch.coverage_gaps
where coalesce(gap_end, now()) > now() - interval '24 hours'
group by stream
order by lasting desc nulls last, gaps desc, stream;
