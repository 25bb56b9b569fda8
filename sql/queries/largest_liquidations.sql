-- Question: which were the largest liquidations of the last 7 days?
-- Grain:    one row a liquidation (the fills that share a liquidation_id).
select
    min(liquidation_time) as started_at,
    coin,
    liquidated_user,
    min(position_side) as position_side,
    sum(value_usd) as value_usd,
    sum(value_usd) / sum(size) as average_price,
    sum(closed_pnl) as closed_pnl,
    count(*) as fills
from hyperwatch.liquidations
where liquidation_time > now() - interval '7 days' and grade <> 'inferred_burst' and size > 0
group by liquidation_id, coin, liquidated_user
order by value_usd desc
limit 20;
