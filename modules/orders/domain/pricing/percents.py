"""Percentages: thousandths of a percent as whole numbers, so that 8.875 % is exact."""

from decimal import Decimal
from fractions import Fraction
from typing import Annotated

from msgspec import Meta

from souk.kernel import InvalidAmount, Money, Value

WHOLE = 100_000


class Percent(Value):
    """`Percent(thousandths=10750)` is 10.75 %."""

    thousandths: Annotated[int, Meta(ge=0, le=WHOLE)]

    @classmethod
    def parse(cls, text: str) -> "Percent":
        """Read plain digits with three decimals at most, as Amount lets them through; no more than 100."""
        thousandths = int(Decimal(text).scaleb(3))
        if thousandths > WHOLE:
            raise InvalidAmount("a percentage is 100 at most")
        return cls(thousandths=thousandths)

    @property
    def number(self) -> Decimal:
        """As people write it: 10.75."""
        return (Decimal(self.thousandths) / 1000).normalize() + Decimal(0)

    def of(self, amount: Money) -> Money:
        """That share of the amount, half-even."""
        return amount.percent(Decimal(self.thousandths) / 1000)

    def within(self, amount: Money) -> Money:
        """The share that is already in it: 20 % were added to what is now 120, so 20 of it.

        A fraction, since a decimal of 1/6 is not exact and would round a tie the wrong way; `round` of a
        fraction is half-even too.
        """
        share = Fraction(amount.minor * self.thousandths, WHOLE + self.thousandths)
        return Money(minor=round(share), currency=amount.currency)
