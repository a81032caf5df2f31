"""What travels beside a message: who asks, through which module, why, and in which trace."""

from uuid import UUID

import msgspec

from souk.kernel.values import Value
from souk.messages.actors import ANONYMOUS, Actor


class Context(Value):
    """The envelope: the person, the calling module, the reason, and the thread that ties it all together."""

    actor: Actor = ANONYMOUS
    caller: str = "edge"
    reason: str = ""
    request_id: str = ""
    traceparent: str = ""
    causation: UUID | None = None

    def through(self, module: str) -> "Context":
        """The same person and thread, asked for by that module."""
        return msgspec.structs.replace(self, caller=module)
