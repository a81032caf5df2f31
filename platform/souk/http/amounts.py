"""Amounts of money in a request: plain digits without a sign, read as text, never as a float."""

from typing import Any

from souk.kernel import InvalidAmount, Money

TOO_LARGE = 10**18
MOST_DECIMALS = "BHD"  # three decimals, the most there are; the currency itself is looked at later


class NumberText(str):
    """A JSON number with a fraction or an exponent, exactly as it was written."""

    __slots__ = ()


class Amount:
    """An amount as the client wrote it; it becomes Money once its currency is known."""

    __slots__ = ("text",)

    def __init__(self, text: str) -> None:
        self.text = text

    def of(self, currency: str) -> Money:
        return Money.parse(self.text, currency)


def read_amount(kind: type, value: Any) -> Any:
    """The decoding hook: numbers and strings of plain digits become an Amount, anything else is refused."""
    if kind is not Amount:
        raise NotImplementedError(f"{kind} cannot be read from a request")
    if isinstance(value, bool) or not isinstance(value, int | str):
        raise InvalidAmount("expected an amount in plain digits")
    if isinstance(value, int) and abs(value) >= TOO_LARGE:
        raise InvalidAmount("the amount is too large")
    text = str(value)
    if text.startswith("-"):
        raise InvalidAmount("an amount has no sign")
    try:
        Money.parse(text, MOST_DECIMALS)
    except InvalidAmount:
        raise InvalidAmount("expected an amount in plain digits") from None
    return Amount(text)
