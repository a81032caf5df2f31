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

    def __init__(self) -> None:
        self.worker: UUID = new_id()
        self.share = 16
        self.released: list[set[int]] = []

    async def enter(self) -> None: ...

    async def beat(self) -> bool:
        return True

    async def shares(self) -> dict[str, int]:
        return {"toys": self.share}

    async def claim(self, wanted: Mapping[str, int]) -> list[tuple[str, int]]:
        return [("toys", lane) for lane in range(wanted["toys"])]

    async def release(self, subscriber: str, lanes: Iterable[int]) -> None:
        assert subscriber == "toys"
        self.released.append(set(lanes))
        if len(self.released) == 1:
            raise TimeoutError("no connection")


class Toys:
    def __init__(self) -> None:
        self.occupancy = Occupancy()
        self.woken = 0

    def wake(self) -> None:
        self.woken += 1

    def drop(self) -> None: ...


async def test_lanes_that_cannot_be_handed_back_are_worked_and_handed_back_again():
    leases, toys = Faltering(), Toys()
    membership = Membership(leases, {"toys": toys}, beat_seconds=1.0)
    await membership.turn()
    leases.share = 8
    await membership.turn()
    await _let_it_end()
    assert (set(toys.occupancy.lanes), toys.woken) == (set(range(16)), 2)
    await membership.turn()
    await _let_it_end()
    assert set(toys.occupancy.lanes) == set(range(8))
    assert leases.released == [set(range(8, 16))] * 2


async def _let_it_end() -> None:
    for _ in range(10):
        await asyncio.sleep(0)
