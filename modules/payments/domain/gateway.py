"""The port to a payment provider: what we ask of it, whichever it is."""

from collections.abc import AsyncIterator, Callable
from datetime import datetime
from typing import Protocol
from uuid import UUID

from modules.payments.domain.found import Found, Standing
from souk.kernel import Money, Value

Header = Callable[[str], str | None]


class Charge(Value):
    """A request for money. `payment_id` is the key under which the provider knows it for good."""

    payment_id: UUID
    order_id: UUID
    amount: Money
    token: str
    description: str
    takes: bool
    """Capture at once; otherwise authorize alone."""


class Handle(Value):
    """How a payment is named at the provider: by our id until we have heard the provider's reference."""

    payment_id: UUID
    reference: str
    amount: Money
    made_at: datetime
    wanted: bool = True
    """Whether we still want the money: a provider where the customer's yes is not the end takes it then."""


class Notice(Value):
    """What a webhook says that can be believed: that something happened, and to which payment."""

    event_id: str
    kind: str
    payment_id: UUID | None
    reference: str
    tells: Standing | None = None
    """Where it says the payment stands, if it says so: never believed, but a reason to look, or none."""


class Gateway(Protocol):
    """A provider. Every call carries a key of ours, and repeating a call with its key changes nothing.

    Raises ProviderAway when the call certainly had no effect, OutcomeUnknown when it may have had one, and
    ProviderRefused when the provider says no for good. A declined charge is an answer, not an error.
    """

    @property
    def name(self) -> str: ...

    async def charge(self, charge: Charge) -> Found: ...

    async def find(self, handle: Handle) -> Found | None:
        """Return what the provider knows of it now, None if it has never heard of it."""
        ...

    async def capture(self, handle: Handle, amount: Money, key: UUID) -> Found: ...

    async def void(self, handle: Handle, key: UUID) -> Found: ...

    async def refund(self, handle: Handle, amount: Money, refund_id: UUID) -> Found: ...

    async def notice(self, body: bytes, header: Header, now: datetime) -> Notice:
        """Read a webhook whose signature, over exactly these bytes, is good; otherwise raise BadSignature."""
        ...

    async def resting_until(self) -> datetime | None:
        """Return when the provider is asked again, if it is left alone now."""
        ...

    async def close(self) -> None:
        """Give back what it holds open."""
        ...

    def changed(self, since: datetime, until: datetime) -> AsyncIterator[Found]:
        """Yield every payment that was made between these times, as it is now."""
        ...


class ProviderAway(Exception):
    """The provider was not reached: nothing happened there."""


class ProviderResting(ProviderAway):
    """It was not even tried: the provider has failed so often that it is left alone until then."""

    def __init__(self, until: datetime) -> None:
        super().__init__(f"left alone until {until:%H:%M:%S}")
        self.until = until


class OutcomeUnknown(Exception):
    """No answer came: the provider may have done it or not. Ask, never assume."""


class ProviderRefused(Exception):
    """The provider says no, and will say so again. `reason` is a stable code."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
