"""Pay again, by another attempt of its own."""

from uuid import UUID

from modules.orders.contracts.commands import PaymentMethod, PaymentToken
from modules.orders.domain.paying import pay_again
from modules.orders.domain.seeing import SeenOrder, seen
from modules.orders.domain.waiting import Who
from modules.orders.tables.finding import own_order
from modules.orders.tables.keeping import Keep, change_in
from souk.database import Transaction
from souk.kernel import refuse_card_numbers
from souk.messages import Command


class PayOrder(Command[SeenOrder]):
    order_id: UUID
    payment_method: PaymentMethod
    payment_token: PaymentToken | None = None
    guest_token: str | None = None

    def __post_init__(self) -> None:
        refuse_card_numbers(payment_token=self.payment_token)


async def pay_order(tx: Transaction, command: PayOrder, *, keep: Keep) -> SeenOrder:
    """Store the intent; whether it succeeds is told by payments, later."""
    order = await own_order(tx, command.order_id, command.guest_token, lock=True)
    change = change_in(tx, Who.CUSTOMER)
    pay_again(order, method=command.payment_method, token=command.payment_token, change=change)
    await keep(tx, order, change)
    return seen(order)
