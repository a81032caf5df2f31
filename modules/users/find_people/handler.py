"""Tell other modules who people are."""

from sqlalchemy import select

from modules.users.contracts.queries import FindPeople, Person, PersonCard
from modules.users.domain.account import Standing, folded
from modules.users.tables import accounts
from souk.database import Transaction
from souk.kernel import NotFound

CARD = select(
    accounts.c.id,
    accounts.c.email,
    accounts.c.first_name,
    accounts.c.last_name,
    accounts.c.language,
    accounts.c.email_verified_at.is_not(None).label("email_verified"),
).where(accounts.c.standing != Standing.ERASED)


async def show_person_card(tx: Transaction, query: PersonCard) -> Person:
    row = (await tx.execute(CARD.where(accounts.c.id == query.person_id))).mappings().one_or_none()
    if row is None:
        raise NotFound("person")
    return Person(**row)


async def find_people(tx: Transaction, query: FindPeople) -> list[Person]:
    """An address that nobody has verified is nobody's: whoever typed it in may be somebody else."""
    verified = accounts.c.email_verified_at.is_not(None)
    named = (accounts.c.email == folded(query.email or "")) & verified
    chosen = accounts.c.id.in_(query.person_ids) | named
    found = await tx.execute(CARD.where(chosen).order_by(accounts.c.id))
    return [Person(**row) for row in found.mappings()]
