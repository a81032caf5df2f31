"""Look whether the cards are counted rightly, and put it right: else only triggers count them."""

from sqlalchemy import text

from modules.catalog.contracts.read_models import RecountCards
from modules.catalog.domain.cache_tags import ALL_PRODUCTS
from souk.database import Transaction
from souk.database.forgetting import forget

# Both in one statement: whoever adds a card changes the count in the same transaction, so that a snapshot
# shows both or neither. What is missing is added, not set: others go on counting, each in a slot of theirs.
MISSING = """
    SELECT (SELECT count(*) FROM catalog.product_card)
        - (SELECT coalesce(sum(cards), 0)::bigint FROM catalog.card_count) AS missing
"""
COUNT_OFF = text(MISSING)
# Who counts second sees what the first has put right.
LOCK = text("""
    INSERT INTO catalog.card_count AS c (slot, cards) VALUES (16, 0)
    ON CONFLICT (slot) DO UPDATE SET cards = c.cards
""")
PUT_RIGHT = text(f"""
    UPDATE catalog.card_count SET cards = cards + missing FROM ({MISSING}) AS off WHERE slot = 16
    RETURNING missing
""")  # noqa: S608 - there is nothing but our own words in it


async def recount_cards(tx: Transaction, command: RecountCards) -> int:
    """Others come and go meanwhile."""
    if command.only_checking:
        return int(await tx.scalar(COUNT_OFF))
    await tx.execute(LOCK)
    missing = int(await tx.scalar(PUT_RIGHT))
    if missing:
        await forget(tx, [ALL_PRODUCTS])
    return missing
