"""A worker among the others, when the database is away at the wrong moment."""

import asyncio
from collections.abc import Iterable, Mapping
from uuid import UUID

from souk.events.leases import Leases
from souk.events.membership import Membership
from souk.events.occupancy import Occupancy
from souk.kernel import new_id


class Faltering(Leases):
    """Sixteen lanes to begin with, eight when the second worker comes; what it hands back first fails."""

    def __init__(self, *names: str) -> None:
        self.names = names
        self.worker: UUID = new_id()
        self.share = 16
        self.released: list[set[tuple[str, int]]] = []

    async def enter(self) -> None: ...

    async def beat(self) -> bool:
        return True

    async def shares(self) -> dict[str, int]:
        return dict.fromkeys(self.names, self.share)

    async def claim(self, wanted: Mapping[str, int]) -> list[tuple[str, int]]:
        return [(name, lane) for name, lanes in wanted.items() for lane in range(lanes)]

    async def release(self, lanes: Mapping[str, Iterable[int]]) -> None:
        self.released.append({(name, lane) for name, numbers in lanes.items() for lane in numbers})
        if len(self.released) == 1:
            raise TimeoutError("no connection")


class Counting(Faltering):
    """Hands back well, in a moment, and counts how many statements are under way together."""

    def __init__(self, *names: str) -> None:
        super().__init__(*names)
        self.at_once = self.most_at_once = 0

    async def release(self, lanes: Mapping[str, Iterable[int]]) -> None:
        self.released.append({(name, lane) for name, numbers in lanes.items() for lane in numbers})
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        await asyncio.sleep(0)
        self.at_once -= 1


class Toys:
    def __init__(self) -> None:
        self.occupancy = Occupancy()
        self.woken = 0

    def wake(self) -> None:
        self.woken += 1

    def drop(self) -> None: ...


async def test_lanes_that_cannot_be_handed_back_are_worked_and_handed_back_again():
    leases, toys = Faltering("toys"), Toys()
    membership = Membership(leases, {"toys": toys}, beat_seconds=1.0)
    await membership.turn()
    leases.share = 8
    await membership.turn()
    await _let_it_end()
    assert (set(toys.occupancy.lanes), toys.woken) == (set(range(16)), 2)
    await membership.turn()
    await _let_it_end()
    assert set(toys.occupancy.lanes) == set(range(8))
    assert leases.released == [{("toys", lane) for lane in range(8, 16)}] * 2


async def test_lanes_of_all_that_have_too_many_are_handed_back_one_statement_at_a_time():
    """A statement for each would take every connection there is, when a worker comes to a busy shop."""
    names = [f"toys {number}" for number in range(40)]
    leases, served = Counting(*names), {name: Toys() for name in names}
    membership = Membership(leases, served, beat_seconds=1.0)
    await membership.turn()
    leases.share = 8
    await membership.turn()
    for toys in served.values():
        await asyncio.sleep(0)
        assert set(toys.occupancy.lanes) == set(range(8))
    await _let_it_end()
    assert sum(map(len, leases.released)) == 40 * 8
    assert leases.most_at_once == 1
    assert len(leases.released) <= 3


async def test_lanes_that_became_empty_before_a_burial_are_not_given_away_after_it():
    """Under the new id the same lane may be ours again, and be worked."""
    leases, toys = Faltering("toys"), Toys()
    membership = Membership(leases, {"toys": toys}, beat_seconds=1.0)
    await membership.turn()
    leases.share = 8
    with toys.occupancy.working(15):
        await membership.turn()
        await _let_it_end()
        leases.worker, leases.share = new_id(), 16
        toys.occupancy.forget()
        await membership.turn()
    await _let_it_end()
    assert set(toys.occupancy.lanes) == set(range(16))
    assert leases.released == []


async def _let_it_end() -> None:
    for _ in range(10):
        await asyncio.sleep(0)
