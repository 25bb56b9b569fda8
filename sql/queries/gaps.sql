-- Question: when may we have missed something in the last 7 days?
-- Grain:    one row a gap in a stream; an open gap has no end.
select stream, gap_start, gap_end, coalesce(gap_end, now()) - gap_start as lasting, reason, backfilled, closed_by
from hyperwatch.coverage_gaps
where coalesce(gap_end, now()) > now() - interval '7 days'
order by gap_start desc;
