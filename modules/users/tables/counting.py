"""How often something was tried, by whom it concerns."""

from sqlalchemy import (
    Column,
    Integer,
    LargeBinary,
    Table,
    case,
)
from sqlalchemy.dialects.postgresql import insert

from modules.users.domain.attempts import Limit, TooManyAttempts, wait
from modules.users.tables.schema import Moment, metadata
from souk.database import Transaction

attempts = Table(
    "attempt",
    metadata,
    Column("key", LargeBinary, primary_key=True),
    Column("count", Integer, nullable=False),
    Column("began_at", Moment, nullable=False, index=True),
)


async def count_attempt(tx: Transaction, key: bytes, limit: Limit) -> None:
    """Count one more, or raise TooManyAttempts; attempts at the same time wait for one another."""
    over = attempts.c.began_at <= tx.now - limit.within
    fields = {"key": key, "count": 1, "began_at": tx.now}
    counted = (
        insert(attempts)
        .values(fields)
        .on_conflict_do_update(
            index_elements=[attempts.c.key],
            set_={
                "count": case((over, 1), else_=attempts.c.count + 1),
                "began_at": case((over, tx.now), else_=attempts.c.began_at),
            },
        )
        .returning(attempts.c.count.label("tried"), attempts.c.began_at)
    )
    row = (await tx.execute(counted)).one()
    if row.tried > limit.most:
        raise TooManyAttempts(wait(row.began_at, limit, tx.now))
