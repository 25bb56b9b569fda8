-- Question: who was liquidated in the last 24 hours, longs or shorts?
-- Grain:    one row a coin. A liquidation is all fills that share a liquidation_id.
select
    coin,
    count(distinct liquidation_id) as liquidations,
    sum(value_usd) as value_usd,
    sum(value_usd) filter (where position_side = 'long') as long_value_usd,
    sum(value_usd) filter (where position_side = 'short') as short_value_usd,
    count(distinct liquidated_user) as unique_users
from hyperwatch.liquidations
where liquidation_time > now() - interval '24 hours' and grade <> 'inferred_burst'
group by coin
order by value_usd desc;
