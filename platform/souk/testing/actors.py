"""People for tests."""

from uuid import UUID

from souk.kernel import new_id
from souk.messages import Actor, ActorKind


def customer(id: UUID | None = None) -> Actor:
    """Somebody who is signed in and may do nothing special."""
    return Actor(kind=ActorKind.PERSON, id=id or new_id(), session=new_id())


def id_of(person: Actor) -> UUID:
    """Return the id of somebody who has one."""
    if person.id is None:
        raise ValueError(f"{person.kind} is nobody in particular")
    return person.id


def staff(*capabilities: str, id: UUID | None = None) -> Actor:
    """A member of staff with exactly these capabilities."""
    return Actor(
        kind=ActorKind.PERSON, id=id or new_id(), session=new_id(), capabilities=frozenset(capabilities)
    )
