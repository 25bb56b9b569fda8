-- Question: what was traded most in the last hour, and did takers buy or sell?
-- Grain:    one row a coin.
select
    coin,
    count(*) as trades,
    sum(value_usd) as value_usd,
    sum(value_usd) filter (where side = 'B') as bought_usd,
    sum(value_usd) filter (where side = 'A') as sold_usd,
    max(value_usd) as largest_trade_usd
from hyperwatch.trades
where trade_time > now() - interval '1 hour'
group by coin
order by value_usd desc;
