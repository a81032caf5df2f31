"""Makes a read model anew, piece by piece, while the shop goes on; or only looks whether it is right."""

from collections.abc import Callable
from uuid import UUID

from modules.catalog.contracts.read_models import RebuildCards, RecountCards
from souk.bus import Bus
from souk.kernel import Value

CARDS = "catalog.product_card"
READ_MODELS = {CARDS: (RebuildCards, RecountCards)}


class Rebuilt(Value):
    """How many were looked at, which were not as they should be, and how many too few were counted."""

    looked_at: int
    drifted: list[UUID]
    uncounted: int

    @property
    def was_right(self) -> bool:
        return not self.drifted and not self.uncounted


async def rebuild(
    bus: Bus, model: str, *, only_checking: bool = False, say: Callable[[int], None] = lambda _: None
) -> Rebuilt:
    """Go through all of it, a few hundred in each transaction."""
    command, recount = READ_MODELS[model]
    looked_at, drifted, after = 0, list[UUID](), None
    while True:
        done = await bus.do(command(after=after, only_checking=only_checking))
        looked_at += done.looked_at
        drifted += done.drifted
        after = done.continue_after
        say(looked_at)
        if after is None:
            uncounted = await bus.do(recount(only_checking=only_checking))
            return Rebuilt(looked_at=looked_at, drifted=drifted, uncounted=uncounted)
