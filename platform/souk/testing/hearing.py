"""Events of modules that are not on the stage."""

from souk.database import Transaction
from souk.database.committing import committing
from souk.kernel import new_id
from souk.messages import SYSTEM, Context, Event
from souk.modules import Heard, Hearing
from souk.modules.hearings import Manner
from souk.testing.stage import Stage


async def bring(stage: Stage, *events: Event) -> None:
    """Bring events to their subscribers as a dispatcher would, and let everything that follows happen.

    `stage.publish` is for events of a module that is there; these have nobody here to publish them.
    """
    for event in events:
        for owner, hearing in stage.registry.hearings.values():
            if hearing.event is type(event):
                context = Context(actor=SYSTEM, reason=event.wire, causation=new_id())
                transaction = stage.runtime.switchboard.transaction(owner.name, context)
                async with committing(transaction) as tx:
                    await hearing.function(tx, _as_heard(hearing, tx, event))
    await stage.settle()


def _as_heard(hearing: Hearing, tx: Transaction, event: Event) -> object:
    return [Heard(tx, event)] if hearing.manner is Manner.AS_ONE else event
