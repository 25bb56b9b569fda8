-- Question: where was funding most extreme in the last 24 hours?
-- Grain:    one row a coin; rates are percent an hour, positive: longs pay shorts.
select
    coin,
    avg(rate) * 100 as average_pct,
    min(rate) * 100 as lowest_pct,
    max(rate) * 100 as highest_pct,
    count(*) as hours
from hyperwatch.funding_rates
where funding_time > now() - interval '24 hours'
group by coin
order by max(abs(rate)) desc
limit 20;
