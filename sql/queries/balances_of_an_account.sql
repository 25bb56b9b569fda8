-- Question: which tokens does an account hold?
-- Grain:    one row a token. Put another address in to see that one.
select token, total, hold, total - hold as free, updated_at
from hyperwatch.user_balances
where address = '0xdfc24b077bc1425ad1dea75bcb6f8158e10df303' and total <> 0
order by token;
