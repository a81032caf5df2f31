"""The registry says what does not fit, all of it, before anything starts."""

from typing import Any

import pytest
from sqlalchemy import MetaData

from souk.database import Transaction
from souk.http import get, requires
from souk.messages import Command, Event
from souk.modules import BadModules, Module, Registry, handles, hears


class Wrap(Command[None], wire="gifts.wrap.v1"):
    pass


class Wrapped(Event, wire="gifts.wrapped.v1"):
    pass


class Stray(Event, wire="other.stray.v1"):
    pass


async def wrap(_tx: Transaction, _: Wrap) -> None:
    return None


async def wrap_too(_tx: Transaction, _: Wrap) -> None:
    return None


async def on_wrapped(_tx: Transaction, _: Wrapped) -> None:
    return None


@get("/gifts", policy=requires("gifts:see"))
async def see() -> None:
    return None


def gifts(**parts: Any) -> Module:
    return Module(name="gifts", summary="Gifts.", tables=MetaData(), **parts)


def problems(*modules: Module) -> str:
    with pytest.raises(BadModules) as bad:
        Registry(modules)
    return "\n".join(bad.value.problems)


def test_knows_every_wire_name():
    registry = Registry([gifts(handlers=[handles(wrap)], events=[Wrapped])])
    assert registry.wires()["gifts.wrap.v1"] is Wrap
    assert registry.wires()["gifts.wrapped.v1"] is Wrapped


def test_refuses_two_handlers_of_one_message():
    assert "Wrap has 2 handlers" in problems(gifts(handlers=[handles(wrap), handles(wrap_too)]))


def test_refuses_a_wire_name_that_is_used_twice():
    assert "the wire name gifts.wrapped.v1 is used 2 times" in problems(gifts(events=[Wrapped, Wrapped]))


def test_refuses_an_event_that_speaks_for_another_module():
    assert "Stray of gifts needs a wire name" in problems(gifts(events=[Stray]))


def test_refuses_a_subscriber_that_is_declared_twice():
    doubled = gifts(events=[Wrapped], subscriptions=[hears(on_wrapped), hears(on_wrapped)])
    assert "the subscriber gifts.on_wrapped is declared 2 times" in problems(doubled)


def test_refuses_a_capability_that_nobody_declares():
    assert "no module declares the capability gifts:see" in problems(gifts(routes=[see]))


def test_a_handler_takes_the_transaction_and_a_message():
    async def lost(_: str) -> None:
        return None

    with pytest.raises(TypeError, match="must take the transaction"):
        handles(lost)
    with pytest.raises(TypeError, match="is no event"):
        hears(wrap)
