-- Question: which alerts have not reached an endpoint, and why?
-- Grain:    one row an alert and endpoint.
select d.endpoint, d.status, d.attempts, d.last_status_code, d.last_error, d.reason, d.next_attempt_at, a.severity, a.rule, a.title, a.event_time
from hyperwatch.alert_deliveries d
join hyperwatch.alerts a using (alert_id)
where d.status in ('retrying', 'failed')
order by a.event_time desc, d.endpoint;
