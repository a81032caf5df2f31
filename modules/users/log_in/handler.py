"""Start a session for who knows the password."""

import hashlib
import secrets
from collections.abc import Collection
from uuid import UUID

from sqlalchemy import select

from modules.users.domain.account import Account, folded
from modules.users.domain.passwords import Passwords
from modules.users.domain.roles import capabilities_of
from modules.users.domain.session import Session
from modules.users.domain.tokens import LIFETIME, TokenIssuer
from modules.users.tables import accounts
from souk.database import Transaction
from souk.kernel import Refusal, Value
from souk.messages import Command


class WrongCredentials(Refusal):
    """The address is unknown or the password is wrong: the same words and the same work for both."""

    status = 401

    def __init__(self) -> None:
        super().__init__("The e-mail address or the password is wrong.")


class LoggedIn(Value):
    """The session's tokens, and whose they are."""

    access_token: str
    refresh_token: str
    expires_in: int
    id: UUID
    email: str
    first_name: str
    last_name: str


class LogIn(Command[LoggedIn]):
    email: str
    password: str


async def log_in(
    tx: Transaction,
    command: LogIn,
    *,
    passwords: Passwords,
    tokens: TokenIssuer,
    declared: Collection[str],
) -> LoggedIn:
    account: Account | None = await tx.scalar(
        select(Account).where(accounts.c.email == folded(command.email))
    )
    stored = account.password_hash if account else None
    if not await passwords.matches(command.password, stored) or account is None:
        raise WrongCredentials
    refresh_token = secrets.token_urlsafe(32)
    session = Session.started(
        id=tx.new_id(),
        account_id=account.id,
        refresh_digest=hashlib.sha256(refresh_token.encode()).digest(),
        at=tx.now,
    )
    tx.add(session)
    may = capabilities_of(account.roles, declared)
    return LoggedIn(
        access_token=tokens.issue(account.id, session.id, may),
        refresh_token=refresh_token,
        expires_in=int(LIFETIME.total_seconds()),
        id=account.id,
        email=account.email,
        first_name=account.first_name,
        last_name=account.last_name,
    )
