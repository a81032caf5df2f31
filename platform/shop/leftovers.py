"""L: after a storm nothing is left behind: no open transaction, no held lock, no work of the dead."""

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from souk.modules import Finding

FULL = 0.9
"""Of the connections that the server allows."""
LOOK = text("""
    WITH session AS (SELECT * FROM pg_stat_activity WHERE datname = current_database())
    SELECT
        (SELECT count(*) FROM session WHERE state LIKE 'idle in transaction%'
            AND state_change < clock_timestamp() - interval '5 seconds') AS idle,
        (SELECT count(*) FROM session WHERE wait_event_type = 'Lock'
            AND state_change < clock_timestamp() - interval '5 seconds') AS blocked,
        (SELECT count(*) FROM pg_prepared_xacts WHERE database = current_database()) AS prepared,
        (SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend') AS connections,
        current_setting('max_connections')::int AS allowed,
        (SELECT count(*) FROM souk.job LEFT JOIN souk.job_worker ON job_worker.id = job.worker
            WHERE job.state = 'running'
                AND coalesce(job_worker.alive_until, job.started_at)
                    < clock_timestamp() - interval '1 minute') AS orphans
""")


async def nothing_is_left_behind(connection: AsyncConnection) -> Finding:
    found = (await connection.execute(LOOK)).one()
    wrong = (found.idle, found.blocked, found.prepared, found.orphans)
    return Finding(
        check="L leftovers: transactions, locks, connections and jobs are given back",
        well=not any(wrong) and found.connections < found.allowed * FULL,
        figure=(
            f"{found.idle} transactions idle and {found.blocked} blocked for more than 5 s, "
            f"{found.prepared} prepared, {found.connections} of {found.allowed} connections, "
            f"{found.orphans} jobs of dead workers"
        ),
        remedy="SELECT * FROM pg_stat_activity shows who; jobs of the dead are taken up by a running worker.",
    )
