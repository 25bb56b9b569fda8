-- Question: how did BTC trade over the last two hours?
-- Grain:    one row a minute. Minutes without a trade have no row.
select open_time, open, high, low, close, volume, trade_count, complete
from hyperwatch.v_candles_1m
where coin = 'BTC' and open_time > now() - interval '2 hours'
order by open_time;
