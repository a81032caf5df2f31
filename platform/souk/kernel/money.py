"""Money: a whole number of minor units in one currency, never a float."""

import re
from collections.abc import Iterable
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Annotated

from souk.kernel.forms import form
from souk.kernel.values import Value

LARGEST = 2**63 - 1
ZERO_DECIMALS = frozenset(
    {"BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "UYI", "VND", "VUV"}
    | {"XAF", "XOF", "XPF"}
)
THREE_DECIMALS = frozenset({"BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"})
PLAIN_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]{0,17})(?:\.([0-9]{1,4}))?", re.ASCII)

Currency = Annotated[str, form("[A-Z]{3}")]
"""A code of ISO 4217."""


class CurrencyMismatch(ValueError):
    """Two currencies met in one sum: a bug in the caller, never a business case."""


class InvalidAmount(ValueError):
    """The text is no amount of this currency."""


def decimals_of(currency: str) -> int:
    if currency in ZERO_DECIMALS:
        return 0
    return 3 if currency in THREE_DECIMALS else 2


class Money(Value):
    """`Money(minor=59999, currency="EUR")` is 599.99 euros. Sums stay in one currency and are exact."""

    minor: int
    currency: Currency

    @classmethod
    def zero(cls, currency: str) -> "Money":
        return cls(minor=0, currency=currency)

    @classmethod
    def parse(cls, text: str, currency: str) -> "Money":
        """Read plain digits in major units; exponents, NaN, separators and surplus decimals are refused."""
        match = PLAIN_NUMBER.fullmatch(text)
        decimals = decimals_of(currency)
        if match is None or len(match[1] or "") > decimals:
            raise InvalidAmount(f"an amount in {currency} is plain digits with at most {decimals} decimals")
        minor = int(Decimal(text).scaleb(decimals))
        if abs(minor) > LARGEST:
            raise InvalidAmount("the amount is too large")
        return cls(minor=minor, currency=currency)

    @classmethod
    def total(cls, amounts: Iterable["Money"], currency: str) -> "Money":
        return sum(amounts, start=cls.zero(currency))

    @property
    def major(self) -> Decimal:
        """The amount in major units with exactly the currency's decimals: what JSON shows."""
        return Decimal(self.minor).scaleb(-decimals_of(self.currency))

    def __add__(self, other: "Money") -> "Money":
        return Money(minor=self.minor + self._same(other), currency=self.currency)

    def __sub__(self, other: "Money") -> "Money":
        return Money(minor=self.minor - self._same(other), currency=self.currency)

    def __mul__(self, quantity: int) -> "Money":
        return Money(minor=self.minor * quantity, currency=self.currency)

    def __neg__(self) -> "Money":
        return Money(minor=-self.minor, currency=self.currency)

    def __lt__(self, other: "Money") -> bool:
        return self.minor < self._same(other)

    def __le__(self, other: "Money") -> bool:
        return self.minor <= self._same(other)

    def __gt__(self, other: "Money") -> bool:
        return self.minor > self._same(other)

    def __ge__(self, other: "Money") -> bool:
        return self.minor >= self._same(other)

    def percent(self, rate: Decimal) -> "Money":
        """Return that share, rounded half to even to a whole minor unit: the one place where we round."""
        exact = Decimal(self.minor) * rate / 100
        return Money(minor=int(exact.quantize(Decimal(1), ROUND_HALF_EVEN)), currency=self.currency)

    def __str__(self) -> str:
        return f"{self.major} {self.currency}"

    def __composite_values__(self) -> tuple[int, str]:
        """The two columns that keep it: see souk.database.columns.money."""
        return self.minor, self.currency

    def _same(self, other: "Money") -> int:
        if other.currency != self.currency:
            raise CurrencyMismatch(f"{self.currency} and {other.currency} do not add up")
        return other.minor
