"""Effects that leave the database: attempt stored, performed without a lock, booked once."""

import asyncio
from datetime import UTC, datetime

from sqlalchemy import text

from souk.database import Transaction
from souk.messages import RetryLater
from souk.modules import Effect, Hearing, hears
from tests.souk.events.conftest import Works, until
from tests.souk.events.toys import Counted, write

ATTEMPT = text("INSERT INTO users.toy_attempt VALUES (:key, :number, 'started') ON CONFLICT DO NOTHING")
BOOK = text("UPDATE users.toy_attempt SET state = 'booked' WHERE key = :key AND number = :number")


class Provider:
    """The world outside: it remembers what it was asked, and may fail before or after doing it."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.failures: list[Exception] = []
        self.transactions_meanwhile: list[int] = []

    async def charge(self, works: Works, key: str) -> str:
        self.asked.append(key)
        (row,) = await works.rows("""
            SELECT count(*) AS open FROM pg_stat_activity
            WHERE usename = 'souk_users' AND state = 'idle in transaction'
                AND datname = current_database()
        """)
        self.transactions_meanwhile.append(row["open"])
        if self.failures:
            raise self.failures.pop(0)
        return "paid"


def charging(works: Works, provider: Provider, attempts: int = 10) -> Hearing:
    async def charge(tx: Transaction, event: Counted) -> Effect[str] | None:
        if event.mood == "settled":
            return None
        identity = {"key": event.key, "number": event.number}
        await tx.execute(ATTEMPT, identity)

        async def perform() -> str:
            return await provider.charge(works, f"{event.key} {event.number}")

        async def book(tx: Transaction, outcome: str) -> None:
            assert outcome == "paid"
            await tx.execute(BOOK, identity)
            await write(tx, "note", event)

        return Effect(perform=perform, book=book)

    return hears(charge, effect=True, attempts=attempts)


async def test_an_effect_is_performed_outside_any_transaction_and_booked(works: Works):
    provider = Provider()
    runtime = await works.running(charging(works, provider))
    await works.count(runtime, ["a"], 3)
    await until(works.nothing_pending)
    assert await works.ledger() == {"a": [1, 2, 3]}
    assert len(provider.asked) == 3
    assert set(provider.transactions_meanwhile) == {0}
    assert await works.rows("SELECT DISTINCT state FROM users.toy_attempt") == [{"state": "booked"}]


async def test_the_attempt_is_committed_before_anything_is_performed(works: Works):
    seen: list[list[dict[str, object]]] = []

    class Watching(Provider):
        async def charge(self, works: Works, key: str) -> str:
            seen.append(await works.rows("SELECT state FROM users.toy_attempt"))
            seen.append(await works.rows("SELECT attempts FROM souk.pending"))
            return await super().charge(works, key)

    runtime = await works.running(charging(works, Watching()))
    await works.count(runtime, ["a"], 1)
    await until(works.nothing_pending)
    assert seen == [[{"state": "started"}], [{"attempts": 1}]]


async def test_an_effect_that_fails_is_tried_again_with_the_same_attempt(works: Works):
    provider = Provider()
    provider.failures = [ValueError("no answer"), ValueError("no answer")]
    runtime = await works.running(charging(works, provider))
    await works.count(runtime, ["a"], 2)
    await until(works.nothing_pending)
    assert provider.asked == ["a 1", "a 1", "a 1", "a 2"]
    assert await works.ledger() == {"a": [1, 2]}
    assert len(await works.rows("SELECT 1 FROM users.toy_attempt")) == 2


async def test_failed_effects_are_counted_once_each(works: Works):
    provider = Provider()
    provider.failures = [ValueError("no answer")] * 3
    runtime = await works.running(charging(works, provider, attempts=3))
    await works.count(runtime, ["a"], 1)
    (letter,) = await until(works.desk.dead_letters)
    assert letter.attempts == 3
    assert len(provider.asked) == 3


async def test_an_effect_that_is_postponed_is_not_counted(works: Works):
    provider = Provider()
    provider.failures = [RetryLater("the circuit is open", datetime.now(UTC))] * 5
    runtime = await works.running(charging(works, provider, attempts=2))
    await works.count(runtime, ["a"], 1)
    await until(works.nothing_pending)
    assert len(provider.asked) == 6
    assert await works.desk.dead_letters() == []


async def test_an_effect_that_is_settled_already_is_not_performed(works: Works):
    provider = Provider()
    runtime = await works.running(charging(works, provider))
    await works.publish(runtime, Counted(key="a", number=1, mood="settled"))
    await until(works.nothing_pending)
    assert provider.asked == []


class Slow(Provider):
    """It answers nobody before `goes_on`, and the first time not even that."""

    def __init__(self, *, postpones: bool) -> None:
        super().__init__()
        self.goes_on = asyncio.Event()
        self._postpones = postpones

    async def charge(self, works: Works, key: str) -> str:
        answer = await super().charge(works, key)
        if self._postpones and self.asked.count(key) == 1:
            raise RetryLater("not now", datetime.now(UTC))
        if key.startswith("slow"):
            await self.goes_on.wait()
        return answer


async def test_effects_that_wait_for_somebody_take_no_other_subscribers_turn(works: Works):
    provider, keys = Slow(postpones=False), [f"slow {number}" for number in range(12)]

    async def heard(tx: Transaction, event: Counted) -> None:
        await write(tx, "heard", event)

    runtime = await works.running(charging(works, provider), hears(heard), **{"database.pool": 2})
    await works.count(runtime, keys, 1)
    await until(lambda: _heard_and_asked(works, provider, len(keys)))
    provider.goes_on.set()
    await until(works.nothing_pending)
    assert await works.ledger() == {key: [1] for key in keys}


async def test_a_held_key_waits_for_no_other_that_is_being_worked_off(works: Works):
    provider = Slow(postpones=True)
    runtime = await works.running(charging(works, provider))
    await works.count(runtime, ["slow"], 1)
    await until(lambda: _asked_twice(provider, "slow 1"))
    await works.count(runtime, ["quick"], 1)
    await until(lambda: _has_paid(works, "quick"))
    assert await works.ledger() == {"quick": [1]}
    provider.goes_on.set()
    await until(works.nothing_pending)


async def _heard_and_asked(works: Works, provider: Provider, keys: int) -> bool:
    return len(await works.ledger("heard")) == keys and len(provider.asked) == keys


async def _asked_twice(provider: Provider, name: str) -> bool:
    return provider.asked.count(name) == 2


async def _has_paid(works: Works, key: str) -> bool:
    return key in await works.ledger()
