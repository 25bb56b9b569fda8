-- What the exchange lists and settles, and what its vaults and the watched accounts hold.

create table instruments (
    coin         text        not null primary key,
    dex          text        not null,
    display_name text        not null,
    sz_decimals  integer     not null,
    max_leverage integer,
    is_delisted  boolean     not null,
    kind         text        not null check (kind in ('perp', 'spot', 'outcome')),
    updated_at   timestamptz not null
);
create index instruments_dex on instruments (dex, coin);

comment on table instruments is 'Every market the exchange lists or has listed. Only a later updated_at changes a row.';
comment on column instruments.coin is 'Exact name, as in all other tables: BTC, xyz:SP500, @107.';
comment on column instruments.dex is 'Of a HIP-3 market; empty for the exchange''s own.';
comment on column instruments.display_name is 'For people: HYPE/USDC for @107; else the coin.';
comment on column instruments.sz_decimals is 'Decimals of a size.';
comment on column instruments.max_leverage is 'Null unless a perpetual.';
comment on column instruments.is_delisted is 'It has stopped trading.';
comment on column instruments.updated_at is 'When the bridge learned it.';

create table vault_snapshots (
    vault         text        not null,
    snapshot_time timestamptz not null,
    parent        text,
    name          text,
    account_value numeric,
    pnl_24h       numeric,
    drawdown_pct  numeric,
    z_score       numeric,
    sharpe        numeric,
    anomaly_score numeric,
    primary key (vault, snapshot_time)
);
create index vault_snapshots_time on vault_snapshots (snapshot_time desc);

comment on table vault_snapshots is 'A vault at one moment, as vaultDetails describes it. Rows never change.';
comment on column vault_snapshots.vault is 'Lower-case address.';
comment on column vault_snapshots.snapshot_time is 'Time of receipt.';
comment on column vault_snapshots.parent is 'The vault it trades for; null for one of its own.';
comment on column vault_snapshots.name is 'As the exchange shows it.';
comment on column vault_snapshots.account_value is 'In USD; null where the exchange gives no history.';
comment on column vault_snapshots.pnl_24h is 'Profit and loss of the last 24 hours in USD, deposits and withdrawals left out; null where the exchange gives no history.';
comment on column vault_snapshots.drawdown_pct is 'Null where there are too few snapshots to say.';
comment on column vault_snapshots.z_score is 'Null where there are too few snapshots to say.';
comment on column vault_snapshots.sharpe is 'Null where there are too few snapshots to say.';
comment on column vault_snapshots.anomaly_score is '0 to 100; null until judged by a rule.';

create table user_balances (
    address    text        not null,
    token      text        not null,
    total      numeric     not null,
    hold       numeric     not null,
    updated_at timestamptz not null,
    primary key (address, token)
);
create index user_balances_token on user_balances (token) where total <> 0;

comment on table user_balances is 'Spot balances of the watched accounts, by their newest state. Only a later updated_at changes a row.';
comment on column user_balances.address is 'Lower-case address.';
comment on column user_balances.token is 'USDC, HYPE, …';
comment on column user_balances.total is 'In tokens; 0 once the token has vanished from the account.';
comment on column user_balances.hold is 'In tokens, bound by orders.';
comment on column user_balances.updated_at is 'Time of receipt of the last state that named the token, or of the first that no longer did.';

create table funding_rates (
    coin         text        not null,
    funding_time timestamptz not null,
    rate         numeric     not null,
    premium      numeric,
    primary key (coin, funding_time)
);
create index funding_rates_time on funding_rates (funding_time desc);

comment on table funding_rates is 'Settled funding rates, one an hour and coin. Rows never change.';
comment on column funding_rates.funding_time is 'Time of the settlement, some milliseconds past the hour.';
comment on column funding_rates.rate is 'Of that hour, a fraction: 0.01 is 1 %. Positive: longs pay shorts.';
comment on column funding_rates.premium is 'Of the perpetual over the oracle price, a fraction.';
