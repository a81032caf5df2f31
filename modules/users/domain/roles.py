"""Roles: bundles of capabilities. Tokens and checks know capabilities only, never roles."""

from collections.abc import Iterable
from enum import StrEnum


class Role(StrEnum):
    CUSTOMER = "customer"
    ADMINISTRATOR = "administrator"


def capabilities_of(roles: Iterable[Role], declared: Iterable[str]) -> frozenset[str]:
    """Return what somebody with these roles may do, out of all that the modules declare."""
    return frozenset(declared) if Role.ADMINISTRATOR in set(roles) else frozenset()
