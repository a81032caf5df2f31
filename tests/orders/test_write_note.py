"""Notes on orders."""

from modules.orders.show_order.handler import ShowOrderFile
from modules.orders.write_note.handler import WriteNote
from souk.kernel import NotFound, new_id
from souk.messages import SYSTEM
from souk.testing import Stage, customer, staff


async def test_colleagues_read_it_and_the_customer_does_not(stage: Stage, ordering):
    ann, support = customer(), staff("orders:note", "orders:read")
    order = await ordering(actor=ann)
    async with stage.client(support) as client:
        path = f"/api/admin/orders/{order.order_id}"
        written = await client.post(f"{path}/notes", json={"text": "Called, wants blue"})
        file = await client.get(path)
    assert written.status_code == 201
    assert [note["text"] for note in file.json()["notes"]] == ["Called, wants blue"]
    async with stage.client(ann) as client:
        assert "wants blue" not in (await client.get(f"/api/orders/{order.order_id}")).text


async def test_refuses_an_order_that_there_is_not(stage: Stage):
    await stage.scenario.do(WriteNote(order_id=new_id(), text="?"), staff("orders:note")).then_refused(
        NotFound
    )


async def test_a_new_order_has_none(stage: Stage, ordering):
    order = await ordering()
    assert (await stage.ask(ShowOrderFile(order_id=order.order_id), SYSTEM)).notes == []
