"""What a session grants: its next pair of tokens, with what the person may do by now."""

from collections.abc import Collection

from modules.users.domain.account import Account
from modules.users.domain.granted import Granted
from modules.users.domain.roles import capabilities_of
from modules.users.domain.session import RefreshToken, Session
from modules.users.domain.tokens import LIFETIME, Claims, RefreshTokens, TokenIssuer
from modules.users.tables.keyring import keys_to_sign_with
from modules.users.tables.people import bundles
from souk.database import Transaction


async def grant(
    tx: Transaction,
    account: Account,
    session: Session,
    *,
    tokens: TokenIssuer,
    refresh_tokens: RefreshTokens,
    declared: Collection[str],
) -> Granted:
    """Issue an access token and store the digest of the token that prolongs the session."""
    token = refresh_tokens.new()
    tx.add(RefreshToken(digest=refresh_tokens.digest(token), session_id=session.id, issued_at=tx.now))
    claims = Claims(
        account_id=account.id,
        session_id=session.id,
        authority=session.authority,
        capabilities=capabilities_of(account.roles, declared, await bundles(tx, account.roles)),
    )
    return Granted(
        access_token=tokens.issue(claims, await keys_to_sign_with(tx, tokens)),
        refresh_token=token,
        expires_in=int(LIFETIME.total_seconds()),
        refresh_seconds=int((session.expires_at - tx.now).total_seconds()),
        id=account.id,
        email=account.email,
        first_name=account.first_name,
        last_name=account.last_name,
    )
