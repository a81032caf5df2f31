"""L: after a storm nothing is left behind: no open transaction, no held lock, no work of the dead."""

from sqlalchemy import text

from souk.database import Transaction
from souk.modules import Finding

FULL = 0.9
"""Of the connections that the server allows."""
LOOK = text("SELECT * FROM souk.left_behind()")


async def nothing_is_left_behind(tx: Transaction) -> Finding:
    """Sessions that the owner may not see are counted too: of those nothing is known but that they are."""
    found = (await tx.execute(LOOK)).one()
    wrong = (found.idle, found.blocked, found.prepared, found.orphans)
    hidden = f" ({found.hidden} hidden)" if found.hidden else ""
    return Finding(
        check="L leftovers: transactions, locks, connections and jobs are given back",
        well=not any(wrong) and found.connections < found.allowed * FULL,
        figure=(
            f"{found.idle} transactions idle and {found.blocked} blocked for more than 5 s, "
            f"{found.prepared} prepared, {found.connections} of {found.allowed} connections{hidden}, "
            f"{found.orphans} jobs of dead workers"
        ),
        remedy="SELECT * FROM pg_stat_activity shows who; jobs of the dead are taken up by a running worker.",
    )
