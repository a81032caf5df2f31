"""An account: one person by case-folded e-mail."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from modules.users.domain.roles import Role


@dataclass(eq=False, kw_only=True)
class Account:
    """A person who can sign in."""

    id: UUID
    email: str
    first_name: str
    last_name: str
    password_hash: str
    registered_at: datetime
    roles: list[Role]

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
    ) -> "Account":
        """Open a customer's account."""
        return cls(
            id=id,
            email=folded(email),
            first_name=first_name.strip(),
            last_name=last_name.strip(),
            password_hash=password_hash,
            registered_at=at,
            roles=[Role.CUSTOMER],
        )

    def appoint(self, role: Role) -> None:
        if role not in self.roles:
            self.roles = [*self.roles, role]


def folded(email: str) -> str:
    """Return the one spelling under which an address is known: nobody has two accounts by capital letters."""
    return email.strip().casefold()
