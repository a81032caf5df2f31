"""Amounts that people type: digits, which become money once the currency is known."""

from typing import Annotated

from souk.kernel import InvalidAmount, Money, Refusal, form

Typed = Annotated[str, form(r"(?:0|[1-9][0-9]{0,14})(?:\.[0-9]{1,4})?")]


class NotAnAmount(Refusal):
    """The amount has more decimals than its currency."""

    status = 422


def in_currency(typed: str, currency: str) -> Money:
    try:
        return Money.parse(typed, currency)
    except InvalidAmount:
        raise NotAnAmount from None
