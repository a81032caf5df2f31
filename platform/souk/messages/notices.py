"""Notices: what somebody who is looking at the shop is shown at once, and who that is."""

from typing import TYPE_CHECKING, Any, ClassVar
from uuid import UUID

from souk.kernel.values import Value
from souk.messages.messages import MessageMeta

LIVE = "souk.live"
"""The name under which a commit that holds notices is hinted at."""


class LiveMessage(Value, metaclass=MessageMeta, rename="camel"):
    """What is shown: `class OrderChanged(LiveMessage, wire="order.changed")`.

    It carries ids, nothing personal. The wire name is the type that a browser listens for.
    """

    wire: ClassVar[str]

    if TYPE_CHECKING:

        def __init_subclass__(cls, *, wire: str = "", **config: Any) -> None: ...


class Notice(Value):
    """A live message for one person, or for all who hold a capability: exactly one of the two."""

    message: LiveMessage
    person_id: UUID | None = None
    capability: str | None = None

    def __post_init__(self) -> None:
        if (self.person_id is None) == (self.capability is None):
            raise ValueError("a notice is for one person, or for those who hold a capability")


def for_person(person_id: UUID, message: LiveMessage) -> Notice:
    return Notice(message=message, person_id=person_id)


def for_staff(capability: str, message: LiveMessage) -> Notice:
    """Show it to everybody who holds the capability, the declaring module's own as a rule."""
    return Notice(message=message, capability=capability)
