-- Question: how many alerts did each rule raise in the last 24 hours?
-- Grain:    one row a rule and severity.
select rule, severity, count(*) as alerts, count(distinct incident_id) as incidents, max(value_usd) as highest_value_usd
from hyperwatch.alerts
where event_time > now() - interval '24 hours'
group by rule, severity
order by hyperwatch.severity_rank(severity) desc, alerts desc;
