-- What people look at first.

create view v_candles_1m as
select coin, open_time, close_time, open, high, low, close, volume, trade_count, is_final, complete
from candles
where interval = '1m';
comment on view v_candles_1m is 'One row a coin and minute.';

create view v_incidents_open as
select
    incident_id,
    rule,
    subject,
    severity,
    opened_at,
    updated_at,
    updated_at - opened_at as lasting,
    event_count,
    value_usd,
    risk_score
from incidents
where state = 'open'
order by severity_rank(severity) desc, opened_at desc;
comment on view v_incidents_open is 'Incidents that go on, loudest first.';

create view v_alerts_open as
select a.*
from alerts a
join incidents i using (incident_id)
where i.state = 'open'
order by a.event_time desc;
comment on view v_alerts_open is 'Alerts of incidents that go on, newest first.';

create view v_alert_feed as
select
    a.event_time,
    a.kind,
    a.severity,
    a.rule,
    a.subject,
    a.title,
    a.message,
    a.value_usd,
    a.late,
    i.state as incident_state,
    i.risk_score,
    d.deliveries,
    a.detected_at,
    a.alert_id,
    a.incident_id
from alerts a
left join incidents i using (incident_id)
left join lateral (
    select string_agg(endpoint || ' ' || status, ', ' order by endpoint) as deliveries
    from alert_deliveries
    where alert_id = a.alert_id
) d on true
order by a.event_time desc, a.alert_id;
comment on view v_alert_feed is 'Every alert with the state of its incident and of its deliveries, newest first.';
