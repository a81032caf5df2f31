"""Show the public halves of the signing keys."""

from modules.users.domain.tokens import SigningKey, TokenIssuer
from modules.users.tables import known_keys
from souk.database import Transaction
from souk.messages import Query


class ShowKeys(Query[list[SigningKey]]):
    """Every key that may have signed a token which is still good, or soon will."""


async def show_keys(tx: Transaction, _: ShowKeys, *, tokens: TokenIssuer) -> list[SigningKey]:
    return await known_keys(tx, tokens)
