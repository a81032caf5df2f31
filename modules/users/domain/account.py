"""An account: one person by case-folded e-mail."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from modules.users.domain.roles import Role
from souk.kernel import Refusal

NOBODY = ""


class Standing(StrEnum):
    """Whether the person may sign in."""

    ACTIVE = "active"
    DEACTIVATED = "deactivated"
    ERASED = "erased"


class EmailTaken(Refusal):
    """There is an account with this address already."""


@dataclass(eq=False, kw_only=True)
class Account:
    """A person who can sign in."""

    id: UUID
    email: str
    first_name: str
    last_name: str
    password_hash: str
    registered_at: datetime
    roles: list[str]
    language: str = "en"
    standing: Standing = Standing.ACTIVE
    email_verified_at: datetime | None = None
    version: int = 1

    @classmethod
    def opened(
        cls,
        *,
        id: UUID,
        email: str,
        first_name: str,
        last_name: str,
        password_hash: str,
        at: datetime,
        language: str = "en",
    ) -> "Account":
        """Open a customer's account."""
        return cls(
            id=id,
            email=folded(email),
            first_name=first_name.strip(),
            last_name=last_name.strip(),
            password_hash=password_hash,
            registered_at=at,
            roles=[Role.CUSTOMER.value],
            language=language,
        )

    @property
    def is_active(self) -> bool:
        return self.standing is Standing.ACTIVE

    def change_profile(self, *, first_name: str | None, last_name: str | None, language: str | None) -> None:
        """Take over what is given; None leaves a field as it is."""
        self.first_name = self.first_name if first_name is None else first_name.strip()
        self.last_name = self.last_name if last_name is None else last_name.strip()
        self.language = self.language if language is None else language
        self.version += 1

    def verify_email(self, at: datetime) -> bool:
        """Remember that mail reaches the person; tell whether that is news."""
        if self.email_verified_at is not None:
            return False
        self.email_verified_at = at
        self.version += 1
        return True

    def change_email(self, email: str, at: datetime) -> str:
        """Be known by an address at which mail has reached the person; return the one of before."""
        before, self.email = self.email, folded(email)
        self.email_verified_at = at
        self.version += 1
        return before

    def change_password(self, password_hash: str) -> None:
        self.password_hash = password_hash
        self.version += 1

    def appoint(self, role: Role) -> None:
        if role.value not in self.roles:
            self.change_roles([*self.roles, role.value])

    def change_roles(self, roles: list[str]) -> None:
        self.roles = roles
        self.version += 1

    def deactivate(self) -> bool:
        """Close the account for now; tell whether that is news."""
        changed = self.standing is Standing.ACTIVE
        if changed:
            self.standing = Standing.DEACTIVATED
            self.version += 1
        return changed

    def activate(self) -> bool:
        """Open it again; tell whether that is news. An erased account stays closed: nobody is left."""
        changed = self.standing is Standing.DEACTIVATED
        if changed:
            self.standing = Standing.ACTIVE
            self.version += 1
        return changed

    def erase(self) -> None:
        """Forget who it was. The id stays, as it is on orders; it means nobody from now on.

        The address is freed; what stands in its place can be no address, so that nobody can ever claim it.
        """
        self.email = f"erased:{self.id}"
        self.first_name = self.last_name = NOBODY
        self.password_hash = NOBODY
        self.roles = []
        self.language = "en"
        self.standing = Standing.ERASED
        self.email_verified_at = None
        self.version += 1


def folded(email: str) -> str:
    """Return the one spelling under which an address is known: nobody has two accounts by capital letters."""
    return email.strip().casefold()
