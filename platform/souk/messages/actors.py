"""Who acts: the person behind a message, with the capabilities that were theirs when they asked."""

from enum import StrEnum
from uuid import UUID

from souk.kernel.refusals import Refusal
from souk.kernel.values import Value


class ActorKind(StrEnum):
    ANONYMOUS = "anonymous"
    PERSON = "person"
    SYSTEM = "system"


class LacksCapability(Refusal):
    """The person is known, but may not do this."""

    status = 403

    def __init__(self, capability: str) -> None:
        super().__init__(f"This needs the capability {capability}.", capability=capability)


class Actor(Value):
    """The person (or the system itself) in whose name something is done."""

    kind: ActorKind
    id: UUID | None = None
    session: UUID | None = None
    capabilities: frozenset[str] = frozenset()

    def may(self, capability: str) -> bool:
        return self.kind is ActorKind.SYSTEM or capability in self.capabilities

    def must(self, capability: str) -> None:
        """Refuse unless the actor holds it: checked by the module that acts, never left to its caller."""
        if not self.may(capability):
            raise LacksCapability(capability)


ANONYMOUS = Actor(kind=ActorKind.ANONYMOUS)
SYSTEM = Actor(kind=ActorKind.SYSTEM)
