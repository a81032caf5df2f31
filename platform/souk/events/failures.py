"""Writes down what failed: the key waits, or the delivery becomes a dead letter."""

from souk.events.delivering import Attempt
from souk.events.store import EventStore
from souk.events.subscribers import Subscriber
from souk.events.verdicts import Patience, Verdict

MINE = """
    EXISTS (SELECT FROM souk.lane l
            WHERE l.subscriber = %(subscriber)s AND l.lane = %(lane)s AND l.owner = %(worker)s)
"""
FROM_LANE = f"""
    DELETE FROM souk.delivery WHERE subscriber = %(subscriber)s AND lane = %(lane)s
        AND position = %(position)s AND {MINE} RETURNING *
"""
FROM_HOLD = f"""
    DELETE FROM souk.held_delivery WHERE subscriber = %(subscriber)s AND key = %(key)s
        AND position = %(position)s AND {MINE} RETURNING *
"""

SET_ASIDE = f"""
    WITH failed AS ({FROM_LANE}), aside AS (
        INSERT INTO souk.held_delivery (subscriber, key, position, published_at, lane, attempts)
        SELECT subscriber, key, position, published_at, lane, attempts + %(more)s FROM failed
    )
"""
COUNT = f"""
    WITH failed AS (
        UPDATE souk.held_delivery SET attempts = attempts + %(more)s, suspect = false
        WHERE subscriber = %(subscriber)s AND key = %(key)s AND position = %(position)s AND {MINE} RETURNING *
    )
"""
HOLD = """
    INSERT INTO souk.hold (subscriber, key, lane, until, reason)
    SELECT subscriber, key, lane,
           coalesce(%(at)s, clock_timestamp() + make_interval(secs => %(seconds)s)), %(reason)s FROM failed
    ON CONFLICT (subscriber, key) DO UPDATE
    SET until = excluded.until, reason = excluded.reason, running = false
"""

BURY = """
    WITH dead AS ({taken}), letter AS (
        INSERT INTO souk.dead_letter
            (subscriber, position, published_at, lane, key, attempts, reason, parks)
        SELECT subscriber, position, published_at, lane, key, attempts + %(more)s, %(reason)s, %(parks)s
        FROM dead
    )
    INSERT INTO souk.hold (subscriber, key, lane, until, reason)
    SELECT subscriber, key, lane, NULL, 'parked behind a dead letter' FROM dead WHERE %(parks)s
    ON CONFLICT (subscriber, key) DO UPDATE
    SET until = NULL, reason = excluded.reason, running = false
"""


class Failures:
    """Records the failures of one subscriber, as far as the lane is still ours."""

    def __init__(self, store: EventStore, subscriber: Subscriber, patience: Patience) -> None:
        self._store = store
        self._subscriber = subscriber
        self._patience = patience

    async def record(self, attempt: Attempt, verdict: Verdict) -> bool:
        """Write it down and return whether that was the end of the delivery."""
        attempts = attempt.parcel.attempts + (1 if verdict.counts else 0)
        dead = verdict.counts and attempts >= self._subscriber.hearing.attempts
        statement = self._burying(attempt) if dead else self._holding(attempt)
        more = (1 if verdict.counts else 0) - attempt.counted
        await self._store.run(statement, self._parameters(attempt, verdict, attempts, more))
        return dead

    def _holding(self, attempt: Attempt) -> str:
        return (COUNT if attempt.parcel.held else SET_ASIDE) + HOLD

    def _burying(self, attempt: Attempt) -> str:
        return BURY.format(taken=FROM_HOLD if attempt.parcel.held else FROM_LANE)

    def _parameters(self, attempt: Attempt, verdict: Verdict, attempts: int, more: int) -> dict[str, object]:
        return {
            "subscriber": self._subscriber.name,
            "worker": attempt.worker,
            "lane": attempt.parcel.lane,
            "key": attempt.parcel.key,
            "position": attempt.parcel.position,
            "more": more,
            "reason": verdict.reason,
            "at": verdict.at,
            "seconds": self._patience.after(max(attempts, 1)),
            "parks": self._subscriber.hearing.parks,
        }
