"""A provider in a few lines: what it can come to say about one payment, whatever it is asked."""

from dataclasses import dataclass, field
from uuid import UUID

from modules.payments.domain.found import Found, FoundRefund, RefundStanding, Standing
from souk.kernel import Money, new_id


def euros(minor: int) -> Money:
    return Money(minor=minor, currency="EUR")


@dataclass
class ModelProvider:
    """Its own truth. `says()` is the whole of it at that moment; what was said before stays in the air."""

    amount: int
    payment_id: UUID | None = field(default_factory=new_id)
    standing: Standing = Standing.PENDING
    captured: int = 0
    refunds: list[FoundRefund] = field(default_factory=list)

    def says(self) -> Found:
        secured = self.standing in {Standing.AUTHORIZED, Standing.CAPTURED}
        return Found(
            payment_id=self.payment_id,
            reference="ch_1",
            standing=self.standing,
            authorized=euros(self.amount if secured else 0),
            captured=euros(self.captured),
            refunds=tuple(self.refunds),
            failure="card_declined" if self.standing is Standing.FAILED else "",
            action_url="https://bank.test/1" if self.standing is Standing.ACTION_REQUIRED else "",
        )

    @property
    def undecided(self) -> bool:
        return self.standing in {Standing.PENDING, Standing.ACTION_REQUIRED}

    @property
    def refunded(self) -> int:
        return sum(refund.amount.minor for refund in self.refunds)

    def refund(self, minor: int) -> None:
        self.refunds.append(
            FoundRefund(
                reference=f"re_{len(self.refunds) + 1}",
                refund_id=new_id(),
                amount=euros(minor),
                standing=RefundStanding.SUCCEEDED,
            )
        )
