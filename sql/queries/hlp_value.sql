-- Question: what was HLP worth over the last 24 hours, and what did it earn?
-- Grain:    one row an hour and vault (HLP, and each account it trades through), by the hour's last snapshot. On the testnet put its vault in.
select distinct on (date_trunc('hour', snapshot_time), parent is not null, vault)
    date_trunc('hour', snapshot_time) as hour,
    name,
    vault,
    account_value,
    pnl_24h,
    snapshot_time
from hyperwatch.vault_snapshots
where
    '0xdfc24b077bc1425ad1dea75bcb6f8158e10df303' in (vault, parent)
    and snapshot_time > now() - interval '24 hours'
order by date_trunc('hour', snapshot_time) desc, parent is not null, vault, snapshot_time desc;
