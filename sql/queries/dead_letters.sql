-- Question: what could not be read or stored in the last 24 hours, and why?
-- Grain:    one row an origin and reason, with one example.
select origin, reason, count(*) as records, max(received_at) as last_received_at, left(min(payload), 200) as example
from hyperwatch.dead_letters
where received_at > now() - interval '24 hours'
group by origin, reason
order by records desc;
