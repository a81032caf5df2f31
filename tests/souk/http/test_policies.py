"""A policy lets in whom it says, and the platform tells 401 from 403."""

import pytest

from souk.http import Unauthenticated, anyone, public, requires, signed_in
from souk.http.authentication import actor_behind
from souk.messages import ANONYMOUS, SYSTEM, Actor, LacksCapability
from souk.testing import customer, staff

KEEP = requires("stall:keep")


def test_public_and_anyone_let_strangers_in():
    assert public.admit(None) is ANONYMOUS
    assert anyone.admit(None) is ANONYMOUS


def test_public_does_not_even_look_at_the_token():
    assert not public.looks


def test_anyone_knows_who_is_signed_in():
    ann = customer()
    assert anyone.looks
    assert anyone.admit(ann) is ann


@pytest.mark.parametrize("policy", [signed_in, KEEP])
@pytest.mark.parametrize("stranger", [None, ANONYMOUS])
def test_a_stranger_is_asked_to_sign_in(policy, stranger: Actor | None):
    with pytest.raises(Unauthenticated):
        policy.admit(stranger)


def test_a_capability_is_demanded():
    clerk = staff("stall:keep")
    assert KEEP.admit(clerk) is clerk
    with pytest.raises(LacksCapability):
        KEEP.admit(customer())
    with pytest.raises(LacksCapability):
        KEEP.admit(staff("stall:look", "stall:keeper"))


def test_the_system_may_do_everything():
    assert KEEP.admit(SYSTEM) is SYSTEM


class Nobody:
    """Carries nothing."""

    async def carry(self, message, context):
        raise AssertionError(message, context)


NOBODY = Nobody()


class Believer:
    def wake(self, wires) -> None:
        """Hear nothing."""

    async def authenticate(self, token: str, carrier: object) -> Actor:  # noqa: ARG002 - as it is called
        if token != "good":
            raise Unauthenticated
        return SYSTEM


async def test_no_header_is_nobody():
    assert await actor_behind("", Believer(), NOBODY) is None


@pytest.mark.parametrize("header", ["Bearer good", "bearer good", "BEARER good"])
async def test_a_token_is_somebody(header: str):
    assert await actor_behind(header, Believer(), NOBODY) is SYSTEM


@pytest.mark.parametrize("header", ["good", "Bearer", "Bearer ", "Basic good", "Bearer bad", "Bearer  good"])
async def test_a_header_that_is_no_token_is_refused(header: str):
    with pytest.raises(Unauthenticated):
        await actor_behind(header, Believer(), NOBODY)


async def test_without_a_module_that_knows_tokens_none_is_worth_anything():
    with pytest.raises(Unauthenticated):
        await actor_behind("Bearer good", None, NOBODY)
