"""The read model of the storefront, for those who look after it."""

from typing import Annotated
from uuid import UUID

from msgspec import Meta

from souk.kernel import Value
from souk.messages import Command


class RebuiltCards(Value):
    """`drifted` are products whose card was not what it should be. Without `continue_after`, that is all."""

    looked_at: int
    drifted: list[UUID]
    continue_after: UUID | None


class RebuildCards(Command[RebuiltCards], wire="catalog.rebuild_cards.v1"):
    """Make some cards anew, or only look whether they are right; the storefront goes on meanwhile."""

    after: UUID | None = None
    most: Annotated[int, Meta(ge=1, le=1000)] = 200
    only_checking: bool = False


class RecountCards(Command[int], wire="catalog.recount_cards.v1"):
    """Count the cards anew, or only look; answers how many more, or fewer, there are than were counted."""

    only_checking: bool = False
