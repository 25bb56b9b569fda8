-- Rules that are evaluated without telling anybody, and the rules in force.

alter table alerts add column shadow boolean not null default false;
comment on column alerts.shadow is 'The rule was in shadow: recorded, never delivered.';

create view rules_in_force as
select distinct on (rule, scope)
       rule, scope, version, state, parameters, effective_from, changed_by
  from rules
 where effective_from <= now()
 order by rule, scope, effective_from desc, version desc;

comment on view rules_in_force is 'The newest version of each rule and scope whose time has come. A narrower scope (account, then coin) goes over a wider one.';

comment on table vault_snapshots is 'A vault at one moment with its figures of risk. Rows never change.';
comment on column vault_snapshots.anomaly_score is '0 to 100; null where too little is known.';
