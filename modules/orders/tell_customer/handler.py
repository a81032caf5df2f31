"""Write a letter about an order to whoever ordered."""

from collections.abc import Mapping
from uuid import UUID

from modules.orders.domain.stages import Stage
from modules.orders.tables.finding import any_order
from modules.users.contracts.commands import NobodyToNotify, NotifyUser
from souk.database import Transaction
from souk.kernel import Money, Personal, Value
from souk.messages import Query


class Addressee(Value):
    """Whose order it is, and what every letter says of it."""

    person_id: UUID | None
    email: Personal[str] | None
    language: str | None
    number: str
    stage: Stage
    total: Money


class AddressLetter(Query[Addressee]):
    order_id: UUID


async def address_letter(tx: Transaction, query: AddressLetter) -> Addressee:
    order = await any_order(tx, query.order_id)
    return Addressee(
        person_id=order.person_id,
        email=order.email,
        language=order.language,
        number=order.number,
        stage=order.stage,
        total=order.total,
    )


async def write_letter(
    tx: Transaction,
    order_id: UUID,
    template: str,
    *,
    id: UUID,
    unless: frozenset[Stage] = frozenset(),
    values: Mapping[str, str] | None = None,
) -> None:
    """Have users send it, once for each id; in those stages, or when nobody is left to read it, none goes."""
    whom = await tx.ask(AddressLetter(order_id=order_id))
    if whom.stage in unless or (whom.person_id is None and whom.email is None):
        return
    command = NotifyUser(
        notification_id=id,
        template=template,
        values={"number": whom.number, "total": str(whom.total), **(values or {})},
        person_id=whom.person_id,
        email=None if whom.person_id else whom.email,
        order_id=order_id,
        language=whom.language,
    )
    try:
        await tx.do(command)
    except NobodyToNotify:  # erased in the meantime
        return
