"""Roles: bundles of capabilities. Tokens and checks know capabilities only, never roles."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fnmatch import fnmatchcase
from uuid import UUID

from souk.kernel import Refusal


class Role(StrEnum):
    """The roles that every shop has. What they hold follows from what the modules declare."""

    CUSTOMER = "customer"
    SUPPORT = "support"
    CATALOGUE_MANAGER = "catalogue-manager"
    FINANCE = "finance"
    ADMINISTRATOR = "administrator"


SHIPPED: Mapping[Role, tuple[str, ...]] = {
    Role.CUSTOMER: (),
    Role.SUPPORT: (
        *("users:see-*", "souk:see-*", "catalog:see-*", "payments:see*"),
        *("orders:read", "orders:fulfil", "orders:cancel", "orders:refund", "orders:return", "orders:note"),
    ),
    Role.CATALOGUE_MANAGER: ("catalog:*",),
    Role.FINANCE: (
        *("payments:*", "users:see-people"),
        *("orders:read", "orders:refund", "orders:report", "orders:price"),
    ),
    Role.ADMINISTRATOR: ("*",),
}
"""Names and patterns; nothing is asked of a module that is not mounted."""

SHIPPED_NAMES = frozenset(role.value for role in SHIPPED)


class UnknownRole(Refusal):
    """There is no role of one of these names."""

    status = 422


class UnknownCapability(Refusal):
    """No module declares one of these capabilities; `/api/admin/permissions` lists those that there are."""

    status = 422


class MoreThanYouHold(Refusal):
    """Nobody grants, or takes from others, what they do not hold themselves."""

    status = 403

    def __init__(self, names: Iterable[str]) -> None:
        super().__init__("You do not hold this yourself.", capabilities=sorted(names))


class LastAdministrator(Refusal):
    """A shop without an administrator could never have one again."""


@dataclass(eq=False, kw_only=True)
class CustomRole:
    """A bundle that the shop's own staff put together."""

    id: UUID
    name: str
    capabilities: list[str]
    version: int = 1

    def change(self, capabilities: Iterable[str]) -> None:
        self.capabilities = sorted(set(capabilities))
        self.version += 1


def capabilities_of(
    roles: Iterable[str], declared: Iterable[str], custom: Mapping[str, Collection[str]] | None = None
) -> frozenset[str]:
    """Return what somebody with these roles may do, out of all that the modules declare."""
    held = set(roles)
    patterns = [pattern for role, bundle in SHIPPED.items() if role.value in held for pattern in bundle]
    listed = {name for role, bundle in (custom or {}).items() if role in held for name in bundle}
    return frozenset(
        name for name in declared if name in listed or any(fnmatchcase(name, pattern) for pattern in patterns)
    )


def check_grant(granted: Iterable[str], holds: Callable[[str], bool]) -> None:
    """Raise MoreThanYouHold when somebody grants, or takes away, what they do not hold."""
    beyond = {name for name in granted if not holds(name)}
    if beyond:
        raise MoreThanYouHold(beyond)
