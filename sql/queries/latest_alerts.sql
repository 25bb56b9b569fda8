-- Question: what were the last alerts, and did they reach anybody?
-- Grain:    one row an alert, newest first.
select event_time, kind, severity, rule, subject, title, value_usd, incident_state, deliveries
from hyperwatch.v_alert_feed
limit 50;
