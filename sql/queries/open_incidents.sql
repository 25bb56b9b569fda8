-- Question: what is going on right now, loudest first?
-- Grain:    one row an open incident.
select severity, rule, subject, opened_at, lasting, event_count, value_usd, risk_score
from hyperwatch.v_incidents_open;
