"""Reads from a function's own types what it handles."""

import functools
import typing
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from souk.messages import Message

Handler = Callable[..., Awaitable[Any]]


@functools.cache
def second_parameter(function: Callable[..., Any]) -> tuple[Any, Any]:
    """Return the types of what comes after the transaction, and of what is returned."""
    hints = typing.get_type_hints(function)
    answer = hints.pop("return", None)
    kinds = list(hints.values())
    if len(kinds) < 2:  # noqa: PLR2004 - the transaction and the message
        raise TypeError(f"{function.__name__} must take the transaction and then a message")
    return kinds[1], answer


def reads(function: Callable[..., Any]) -> tuple[type[Message], Any]:
    """Return the message that it takes after the transaction, and the type that it returns."""
    message, answer = second_parameter(function)
    if not isinstance(message, type) or not issubclass(message, Message):
        raise TypeError(f"{function.__name__} must take the transaction and then a message")
    return message, answer


def bound(function: Callable[..., Any], dependencies: Mapping[str, object]) -> Callable[..., Any]:
    return functools.partial(function, **dependencies) if dependencies else function
