"""What waits, for whom, since when, and why."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import text

from souk.database import Transaction
from souk.kernel import Value
from souk.messages import Query

LAG = """
    SELECT s.subscriber, coalesce(p.pending, 0) AS pending, p.oldest_at, coalesce(h.keys, 0) AS held_keys,
           coalesce(d.letters, 0) AS dead_letters, coalesce(w.workers, 0) AS workers,
           coalesce(h.reason, '') AS reason
    FROM (SELECT DISTINCT subscriber FROM souk.subscription
          UNION SELECT DISTINCT subscriber FROM souk.pending) s
    LEFT JOIN (SELECT subscriber, count(*) AS pending, min(published_at) AS oldest_at
               FROM souk.pending GROUP BY 1) p USING (subscriber)
    LEFT JOIN (SELECT subscriber, count(*) AS keys, (array_agg(reason ORDER BY since))[1] AS reason
               FROM souk.hold GROUP BY 1) h USING (subscriber)
    LEFT JOIN (SELECT subscriber, count(*) AS letters FROM souk.dead_letter GROUP BY 1) d USING (subscriber)
    LEFT JOIN (SELECT subscriber, count(*) AS workers
               FROM souk.worker, jsonb_object_keys(hears) AS subscriber
               WHERE alive_until > clock_timestamp() GROUP BY 1) w USING (subscriber)
    ORDER BY 1
"""
NOBODY = "no running worker knows this subscriber"


class Lag(Value):
    """How far a subscriber is behind. A reason says that something waits for more than its turn."""

    subscriber: str
    pending: int
    oldest_at: datetime | None
    held_keys: int
    dead_letters: int
    workers: int
    reason: str


class ListLags(Query[list[Lag]]):
    """Every subscriber, those included that nobody knows any more."""


async def list_lags(tx: Transaction, _: ListLags) -> list[Lag]:
    return [_lag(dict(row)) for row in (await tx.execute(text(LAG))).mappings()]


def _lag(row: Mapping[str, Any]) -> Lag:
    lag = msgspec.convert(row, Lag)
    return lag if lag.workers else msgspec.structs.replace(lag, reason=NOBODY)
