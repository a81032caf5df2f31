"""Looks whether the cards are counted rightly, and puts it right: else only triggers count them."""

from sqlalchemy import text

from souk.database import Transaction

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


async def uncounted_cards(tx: Transaction) -> int:
    """Return how many more cards there are than were counted."""
    return int(await tx.scalar(COUNT_OFF))


async def recount_cards(tx: Transaction) -> int:
    """Count them right, while others come and go; return by how many it was wrong."""
    await tx.execute(LOCK)
    return int(await tx.scalar(PUT_RIGHT))
