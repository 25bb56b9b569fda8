-- Alerts, their incidents, the rules in force and what became of each delivery.

create function severity_rank(severity text) returns integer
    language sql immutable parallel safe
    return case severity
        when 'info' then 1
        when 'warning' then 2
        when 'high' then 3
        when 'critical' then 4
        else 0
    end;
comment on function severity_rank(text) is 'Order of severities: info 1, warning 2, high 3, critical 4.';

create table alerts (
    alert_id         text        primary key,
    incident_id      text        not null,
    kind             text        not null check (kind in ('open', 'escalate', 'resolve')),
    rule             text        not null,
    rule_version     integer     not null,
    severity         text        not null check (severity in ('info', 'warning', 'high', 'critical')),
    subject          text        not null,
    coin             text,
    user_address     text,
    title            text        not null,
    message          text        not null,
    value_usd        numeric,
    event_time       timestamptz not null,
    first_event_time timestamptz not null,
    detected_at      timestamptz not null,
    late             boolean     not null,
    details          jsonb       not null default '{}',
    evidence         jsonb       not null default '{}',
    coverage         jsonb       not null default '{}'
);
create index alerts_event_time on alerts (event_time desc);
create index alerts_incident on alerts (incident_id, event_time);
create index alerts_rule on alerts (rule, event_time desc);
create index alerts_coin on alerts (coin, event_time desc) where coin is not null;
create index alerts_user on alerts (user_address, event_time desc) where user_address is not null;

comment on table alerts is 'One row a message to the people who watch. Rows never change.';
comment on column alerts.alert_id is 'First 32 hex digits of SHA-256 over the JSON array [rule, version, subject, kind, severity, identity of the first evidence event].';
comment on column alerts.incident_id is 'The alert_id of the alert that opened the incident.';
comment on column alerts.kind is 'open: the condition holds for the first time; escalate: a higher severity; resolve: it has not held for long enough.';
comment on column alerts.subject is 'What it is about: coin:BTC, account:0x…, account:0x…/coin:BTC, vault:0x…, stream:allMids, venue.';
comment on column alerts.value_usd is 'What is at stake; null where the rule knows no value.';
comment on column alerts.event_time is 'Exchange time of the record that completed the condition, or the deadline itself.';
comment on column alerts.first_event_time is 'Exchange time of the first evidence event.';
comment on column alerts.detected_at is 'Wall clock of detection.';
comment on column alerts.late is 'The completing record was received 1 to 10 minutes after its event time.';
comment on column alerts.details is 'The figures that crossed and their thresholds. Decimals are strings, ratios are in percent with 6 digits.';
comment on column alerts.evidence is 'First 20 and last 20 events, count, total.';
comment on column alerts.coverage is 'What was known about gaps in the data when the alert was made.';

create table incidents (
    incident_id text        primary key,
    rule        text        not null,
    subject     text        not null,
    state       text        not null check (state in ('open', 'resolved')),
    severity    text        not null check (severity in ('info', 'warning', 'high', 'critical')),
    opened_at   timestamptz not null,
    updated_at  timestamptz not null,
    resolved_at timestamptz,
    event_count bigint      not null,
    value_usd   numeric,
    risk_score  numeric,
    revision    integer     not null
);
create index incidents_opened_at on incidents (opened_at desc);
create index incidents_subject on incidents (subject, opened_at desc);
create index incidents_open on incidents (rule, subject) where state = 'open';

comment on table incidents is 'All alerts of one rule and subject from open to resolve. Only a higher revision changes a row; severity, value and risk never shrink.';
comment on column incidents.severity is 'The highest so far.';
comment on column incidents.opened_at is 'Event time of the opening alert.';
comment on column incidents.updated_at is 'Event time of the newest change.';
comment on column incidents.resolved_at is 'Null while open.';
comment on column incidents.event_count is 'Events that held the condition so far.';
comment on column incidents.value_usd is 'Highest value so far; null where the rule knows no value.';
comment on column incidents.risk_score is '0 to 100, highest so far.';

create table rules (
    rule           text        not null,
    scope          text        not null,
    version        integer     not null,
    parameters     jsonb       not null,
    state          text        not null check (state in ('active', 'paused', 'shadow')),
    effective_from timestamptz not null,
    changed_by     text        not null,
    primary key (rule, scope, version)
);
comment on table rules is 'Every version of every rule; a copy of the topic hyperwatch.rules.v1. Rows never change.';
comment on column rules.scope is 'Where the version applies: everywhere, one coin or one account.';
comment on column rules.effective_from is 'Event time from which the version judges.';

create table alert_deliveries (
    alert_id         text        not null,
    endpoint         text        not null,
    channel          text        not null,
    status           text        not null check (status in ('sent', 'retrying', 'failed', 'suppressed')),
    reason           text,
    attempts         integer     not null,
    last_status_code integer,
    last_error       text,
    first_attempt_at timestamptz,
    sent_at          timestamptz,
    next_attempt_at  timestamptz,
    revision         integer     not null,
    primary key (alert_id, endpoint)
);
create index alert_deliveries_pending on alert_deliveries (next_attempt_at) where status = 'retrying';
create index alert_deliveries_failed on alert_deliveries (first_attempt_at desc) where status = 'failed';

comment on table alert_deliveries is 'What became of each alert at each endpoint. Only a higher revision changes a row.';
comment on column alert_deliveries.endpoint is 'A stable name that gives no address away: webhook-1, webhook-2, … in the order of ALERT_WEBHOOK_URLS.';
comment on column alert_deliveries.reason is 'Why it was suppressed or given up.';
comment on column alert_deliveries.last_status_code is 'HTTP status of the last attempt; null where no answer came.';
comment on column alert_deliveries.last_error is 'What went wrong in the last attempt; null after success.';
comment on column alert_deliveries.next_attempt_at is 'Null unless retrying.';
