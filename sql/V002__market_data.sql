-- What happened on the exchange: candles, trades, liquidations, auto-deleveraging.

create table candles (
    coin        text        not null,
    interval    text        not null,
    open_time   timestamptz not null,
    close_time  timestamptz not null,
    open        numeric     not null,
    high        numeric     not null,
    low         numeric     not null,
    close       numeric     not null,
    volume      numeric     not null,
    trade_count bigint      not null,
    is_final    boolean     not null,
    complete    boolean     not null,
    revision    integer     not null,
    primary key (coin, interval, open_time)
);
create index candles_open_time on candles (interval, open_time desc);

comment on table candles is 'Candles built from trades. Only a higher revision changes a row.';
comment on column candles.interval is '1m, …';
comment on column candles.open_time is 'Inclusive start.';
comment on column candles.close_time is 'Inclusive end: open time + interval - 1 ms.';
comment on column candles.open is 'Price of the first trade in execution order.';
comment on column candles.close is 'Price of the last trade in execution order.';
comment on column candles.volume is 'In coins.';
comment on column candles.is_final is 'The interval has ended.';
comment on column candles.complete is 'False where the trade stream had a gap within the interval.';

create table trades (
    coin       text        not null,
    trade_time timestamptz not null,
    tid        bigint      not null,
    side       text        not null check (side in ('B', 'A')),
    price      numeric     not null,
    size       numeric     not null,
    value_usd  numeric     not null,
    buyer      text,
    seller     text,
    hash       text,
    sequence   text,
    source     text,
    primary key (coin, trade_time, tid)
);
create index trades_trade_time on trades using brin (trade_time);

comment on table trades is 'Public trades. Rows never change.';
comment on column trades.trade_time is 'Block time; all trades of a block share it.';
comment on column trades.tid is 'Trade id of the exchange; unique only together with coin and time.';
comment on column trades.side is 'The taker''s: B bought, A sold.';
comment on column trades.price is 'USD per coin.';
comment on column trades.size is 'In coins.';
comment on column trades.value_usd is 'price × size, exact.';
comment on column trades.hash is 'Transaction hash, shared by all trades of one transaction; all zeros for a TWAP slice.';
comment on column trades.sequence is '<bridge start, epoch ms>.<counter>: order of receipt.';
comment on column trades.source is 'ws, rest, backfill, node or replay.';

create table liquidations (
    coin             text        not null,
    liquidation_time timestamptz not null,
    tid              bigint      not null,
    liquidation_id   text        not null,
    liquidated_user  text        not null,
    counterparty     text,
    position_side    text        not null check (position_side in ('long', 'short', 'unknown')),
    price            numeric     not null,
    size             numeric     not null,
    value_usd        numeric     not null,
    mark_price       numeric,
    closed_pnl       numeric,
    leverage         integer,
    hash             text,
    method           text        not null check (method in ('market', 'backstop', 'unknown')),
    grade            text        not null check (grade in ('confirmed_fill', 'confirmed_backstop', 'inferred_burst')),
    source           text,
    revision         integer     not null,
    primary key (coin, liquidation_time, tid)
);
create index liquidations_time on liquidations (liquidation_time desc);
create index liquidations_id on liquidations (liquidation_id);
create index liquidations_user on liquidations (liquidated_user, liquidation_time desc);

comment on table liquidations is 'One row a liquidation fill, whichever side it was seen from. Only a higher revision changes a row; what is once known of the other side stays.';
comment on column liquidations.liquidation_id is 'The run of fills of one account and coin with gaps of at most 5 s.';
comment on column liquidations.counterparty is 'Null until the fill is seen from the other side.';
comment on column liquidations.position_side is 'Side of the position that was closed.';
comment on column liquidations.closed_pnl is 'Of the liquidated account, in USD; null until seen from its side.';
comment on column liquidations.method is 'market: orders into the book; backstop: taken over by a liquidator account.';
comment on column liquidations.grade is 'How sure: confirmed by a fill of either side, by a liquidator''s fill, or only inferred from a burst of trades.';

create table adl_fills (
    coin         text        not null,
    adl_time     timestamptz not null,
    tid          bigint      not null,
    user_address text        not null,
    side         text        not null check (side in ('B', 'A')),
    price        numeric     not null,
    size         numeric     not null,
    value_usd    numeric     not null,
    closed_pnl   numeric,
    primary key (coin, adl_time, tid)
);
create index adl_fills_time on adl_fills (adl_time desc);
create index adl_fills_user on adl_fills (user_address, adl_time desc);

comment on table adl_fills is 'Fills of auto-deleveraging: a winning position closed by the exchange. Rows never change.';
comment on column adl_fills.user_address is 'The account that was deleveraged.';
comment on column adl_fills.side is 'That account''s side of the trade: B bought, A sold.';
