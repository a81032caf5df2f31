"""A command as one of many that are carried in one message, each in somebody's name."""

from typing import Generic, TypeVar

from souk.kernel import Value
from souk.messages.envelopes import Context

C = TypeVar("C")


class OnBehalf(Value, Generic[C]):
    """Whoever carries it out does so by `tx.caused_by(each.context)`: that person, that cause, that trace."""

    context: Context
    command: C
