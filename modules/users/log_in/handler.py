"""Start a session for who knows the password."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import delete, exists, select, update

from modules.users.domain.account import Account, folded
from modules.users.domain.attempts import SIGN_IN, SIGN_IN_ACCOUNT, SIGN_IN_ADDRESS, KeyedDigests
from modules.users.domain.granted import Granted
from modules.users.domain.passwords import Passwords
from modules.users.domain.session import Session
from modules.users.domain.tokens import RefreshTokens, TokenIssuer
from modules.users.tables import accounts, attempts, count_attempt, grant, sessions
from souk.database import Transaction
from souk.kernel import Refusal, Value
from souk.messages import Command


class WrongCredentials(Refusal):
    """The address is unknown or the password is wrong: the same words and the same work for both."""

    status = 401

    def __init__(self) -> None:
        super().__init__("The e-mail address or the password is wrong.")


class AccountDeactivated(Refusal):
    """Staff closed this account. Said only to who knows its password."""

    status = 403


class Candidate(Value):
    """The account that may be meant, if there is one."""

    id: UUID | None = None
    password_hash: str | None = None


class TakeAttempt(Command[Candidate]):
    """Count an attempt, in a transaction of its own: it counts whatever becomes of it."""

    email: str
    address: str


class LogIn(Command[Granted]):
    email: str
    password: str
    address: str = ""
    device: str = ""


async def take_attempt(tx: Transaction, command: TakeAttempt, *, digests: KeyedDigests) -> Candidate:
    email, address = folded(command.email), command.address
    whence = digests.of("address", address)
    await count_attempt(tx, digests.of("sign-in", email, address), SIGN_IN)
    await count_attempt(tx, digests.of("sign-in address", address), SIGN_IN_ADDRESS)
    row = (
        await tx.execute(
            select(
                accounts.c.id,
                accounts.c.password_hash,
                exists()
                .where(sessions.c.account_id == accounts.c.id, sessions.c.address_digest == whence)
                .label("familiar"),
            ).where(accounts.c.email == email)
        )
    ).one_or_none()
    if row is None or not row.familiar:
        await count_attempt(tx, digests.of("sign-in account", email), SIGN_IN_ACCOUNT)
    return Candidate(id=row.id, password_hash=row.password_hash) if row else Candidate()


async def log_in(
    tx: Transaction,
    command: LogIn,
    *,
    passwords: Passwords,
    tokens: TokenIssuer,
    refresh_tokens: RefreshTokens,
    digests: KeyedDigests,
    declared: Collection[str],
) -> Granted:
    """Compare first, without a connection: a storm of sign-ins waits for Argon2, not for the database."""
    candidate = await tx.do(TakeAttempt(email=command.email, address=command.address))
    right = await passwords.matches(command.password, candidate.password_hash)
    if not right or candidate.id is None or candidate.password_hash is None:
        raise WrongCredentials
    better = None
    if passwords.is_outdated(candidate.password_hash):
        better = await passwords.hash(command.password)
    account = await tx.get(Account, candidate.id, lock=True)
    if account is None or account.password_hash != candidate.password_hash:
        raise WrongCredentials  # it was changed while we compared
    if not account.is_active:
        raise AccountDeactivated
    account.password_hash = better or account.password_hash
    await tx.execute(
        delete(attempts).where(
            attempts.c.key == digests.of("sign-in", folded(command.email), command.address)
        )
    )
    session = Session.started(id=tx.new_id(), account_id=account.id, device=command.device[:200], at=tx.now)
    tx.add(session)
    await tx.flush()
    whence = digests.of("address", command.address)
    await tx.execute(update(sessions).where(sessions.c.id == session.id).values(address_digest=whence))
    return await grant(tx, account, session, tokens=tokens, refresh_tokens=refresh_tokens, declared=declared)
