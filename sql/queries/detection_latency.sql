-- Question: how long after the exchange's event was each rule's alert made?
-- Grain:    one row a rule, last 24 hours, milliseconds; late alerts and resolutions left out.
select
    rule,
    count(*) as alerts,
    percentile_cont(0.5) within group (order by extract(epoch from detected_at - event_time) * 1000) as p50_ms,
    percentile_cont(0.99) within group (order by extract(epoch from detected_at - event_time) * 1000) as p99_ms
from hyperwatch.alerts
where event_time > now() - interval '24 hours' and not late and kind <> 'resolve'
group by rule
order by rule;
