"""Forgetting a person."""

from modules.catalog.contracts.events import StockRejected
from modules.orders.mark_delivered.handler import MarkDelivered
from modules.orders.send_parcel.handler import SendParcel
from modules.orders.write_note.handler import WriteNote
from modules.users.contracts.events import UserErased
from souk.messages import SYSTEM, ExportPerson
from souk.testing import Stage, customer, id_of, staff
from tests.orders.conftest import row_of

PERSONAL = ("person_id", "email", "guest_key", "language", "shipping_address", "billing_address")


async def test_an_order_that_is_over_stays_without_its_customer(stage: Stage, ordering, hear):
    ann = customer()
    order = await ordering(actor=ann, payment_token="tok_ok")
    await hear(StockRejected(reservation_id=order.order_id, variant_ids=()))
    await stage.do(WriteNote(order_id=order.order_id, text="Lives upstairs"), staff("orders:note"))
    await hear(UserErased(user_id=id_of(ann)))
    row = await row_of(stage, order)
    assert [row[name] for name in PERSONAL] == [None] * len(PERSONAL)
    assert row["total_minor"] == 59999
    assert row["attempts"][0]["token"] is None
    assert await stage.rows("SELECT 1 FROM orders.note") == []


async def test_an_order_under_way_is_forgotten_once_it_has_arrived(stage: Stage, paid, hear):
    ann = customer()
    order = await paid(actor=ann)
    await hear(UserErased(user_id=id_of(ann)))
    assert (await row_of(stage, order))["shipping_address"]["city"] == "Berlin"
    await stage.do(SendParcel(order_id=order.order_id), SYSTEM)
    await stage.do(MarkDelivered(order_id=order.order_id), SYSTEM)
    row = await row_of(stage, order)
    assert [row[name] for name in PERSONAL] == [None] * len(PERSONAL)


async def test_a_person_gets_all_that_is_kept_of_them(stage: Stage, ordering):
    ann = customer()
    order = await ordering(actor=ann)
    await ordering(actor=customer())
    export = await stage.ask(ExportPerson(module="orders", person_id=id_of(ann)), ann)
    assert [kept["number"] for kept in export["orders"]] == [order.number]
    assert export["orders"][0]["shipping_address"]["street"] == "1 Market Street"
