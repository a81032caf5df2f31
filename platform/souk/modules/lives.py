"""Lives: which events are shown on live streams, as what, and to whom."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any

from souk.database import Transaction
from souk.messages import Event, LiveMessage, Notice
from souk.messages.versions import event_name
from souk.modules.hearings import Hearing, Manner

ATTEMPTS = 3
TOGETHER = 100

Telling = Callable[[Transaction, Sequence[Any]], Awaitable[Sequence[Notice]]]


@dataclass(frozen=True, kw_only=True)
class Live:
    """What becomes of one kind of event on the streams."""

    kinds: tuple[type[LiveMessage], ...]
    hearing: Hearing


def shows(function: Telling, *, of: Sequence[type[Event]], kinds: Sequence[type[LiveMessage]]) -> list[Live]:
    """Have `async def show_progress(tx, events) -> list[Notice]` asked what to show of these kinds of events.

    It gets many at once, all of one kind, and may read its module's tables. The notices are stored with the
    delivery, so each is shown once however often it is tried. One that cannot be made is given up soon and
    holds nobody up: what it would have told of is still there to be read.
    """
    return [Live(kinds=tuple(kinds), hearing=_hearing(function, event)) for event in of]


def _hearing(function: Telling, event: type[Event]) -> Hearing:
    async def tell(tx: Transaction, events: Sequence[Event]) -> None:
        tx.tell(*await function(tx, events))

    return Hearing(
        event=event,
        function=tell,
        name=f"{function.__name__}_of_{event_name(event.wire).partition('.')[2]}",
        manner=Manner.BATCH,
        attempts=ATTEMPTS,
        parks=False,
        batch=TOGETHER,
    )
