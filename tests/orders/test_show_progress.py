"""Customers see their orders move, staff see new ones arrive."""

import json

from souk.testing import Stage, customer

TOLD = "SELECT kind, content, person, capability FROM souk.live_message ORDER BY id"


async def told(stage: Stage, kind: str) -> list[tuple[dict[str, str], object]]:
    found = [row for row in await stage.rows(TOLD) if row["kind"] == kind]
    return [(json.loads(row["content"]), row["person"] or row["capability"]) for row in found]


async def test_each_step_is_shown_to_whoever_ordered(stage: Stage, paid):
    ann = customer()
    placed = await paid(actor=ann)
    shown = await told(stage, "order.changed")
    assert {whose for _, whose in shown} == {ann.id}
    assert shown[-1][0] == {
        "orderId": str(placed.order_id),
        "number": placed.number,
        "status": "Processing",
        "stage": "ReadyToFulfil",
    }


async def test_staff_who_read_orders_see_a_new_one(stage: Stage, ordering):
    placed = await ordering()
    await stage.settle()
    assert await told(stage, "order.placed") == [
        ({"orderId": str(placed.order_id), "number": placed.number}, "orders:read")
    ]


async def test_a_guest_has_no_stream_and_nothing_is_kept_for_one(stage: Stage, paid):
    await paid()
    assert await told(stage, "order.changed") == []
