"""Pure values that a domain may use: money, ids, time, refusals; standard library and msgspec only."""

from souk.kernel.card_numbers import CardNumberSeen, refuse_card_numbers
from souk.kernel.clock import CLOCK, Clock, SharedClock
from souk.kernel.forms import form
from souk.kernel.ids import IdSource, RandomIds, new_id
from souk.kernel.money import Currency, CurrencyMismatch, InvalidAmount, Money
from souk.kernel.personal import Personal
from souk.kernel.refusals import NotFound, Refusal
from souk.kernel.stale import Stale
from souk.kernel.values import Value

__all__ = [
    "CLOCK",
    "CardNumberSeen",
    "Clock",
    "Currency",
    "CurrencyMismatch",
    "IdSource",
    "InvalidAmount",
    "Money",
    "NotFound",
    "Personal",
    "RandomIds",
    "Refusal",
    "SharedClock",
    "Stale",
    "Value",
    "form",
    "new_id",
    "refuse_card_numbers",
]
