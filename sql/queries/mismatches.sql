-- Question: where did a stream disagree with REST in the last 24 hours?
-- Grain:    one row a comparison beyond tolerance, newest first.
select event_time, stream, expected, actual, actual - expected as difference, reason, detail
from hyperwatch.coverage_events
where kind = 'mismatch' and event_time > now() - interval '24 hours'
order by event_time desc;
