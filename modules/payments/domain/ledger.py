"""The ledger of a payment: what happened, in order, never changed."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from modules.payments.domain.lifecycle import Happening
from souk.kernel import Money

REFUNDS = frozenset({Happening.REFUNDED_A_PART, Happening.REFUNDED_THE_REST})


@dataclass(kw_only=True)
class Entry:
    """One line. `reference` is the provider's own, so that the same fact is written down once."""

    payment_id: UUID
    number: int
    happening: Happening
    amount: Money
    reference: str
    refund_id: UUID | None
    detail: str
    recorded_at: datetime


def balance(entries: list[Entry], currency: str) -> tuple[Money, Money, Money]:
    """Return what the ledger says is authorized, captured and refunded."""

    def sum_of(*kinds: Happening) -> Money:
        return Money.total((entry.amount for entry in entries if entry.happening in kinds), currency)

    return sum_of(Happening.AUTHORIZED), sum_of(Happening.CAPTURED), sum_of(*REFUNDS)
