-- Question: how did the newest incident unfold?
-- Grain:    one row an alert of that incident, in order. Put another incident_id in to see that one.
with chosen as (
    select incident_id from hyperwatch.incidents order by opened_at desc limit 1
)
select a.event_time, a.kind, a.severity, a.message, a.value_usd, a.details
from hyperwatch.alerts a
join chosen using (incident_id)
order by a.event_time, hyperwatch.severity_rank(a.severity);
