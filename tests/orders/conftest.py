"""The suite of orders: the module alone, on its own database; catalog, payments and users are fakes."""

from functools import partial
from typing import Any, overload
from uuid import UUID

import pytest

from modules.catalog.contracts import commands as catalog
from modules.catalog.contracts.events import StockReserved
from modules.catalog.contracts.queries import QuoteVariants, VariantOffer
from modules.orders.contracts.commands import OrderedItem, PlacedOrder, PlaceOrder, PostalAddress
from modules.orders.module import module
from modules.payments.contracts import commands as payments
from modules.payments.contracts.events import PaymentCaptured
from modules.payments.contracts.queries import PaymentsOfOrders
from modules.users.contracts.commands import NotifyUser
from souk.messages import ANONYMOUS, Actor
from souk.testing import Stage, stage_of
from souk.testing.hearing import bring
from tests.catalog.shelf import Shelf

database, stage = stage_of(module, names=["orders"])

HOME = PostalAddress(street="1 Market Street", city="Berlin", zip_code="10115")
ORDERED = catalog.Acknowledged()
ASKED = payments.Acknowledged()


class Stall(Shelf):
    """What catalog would offer: as a rule five phones."""

    def put(self, cents: int = 59999, available: int = 5, **changes) -> VariantOffer:
        return self.add(cents, **{"name": "Phone", "slug": "phone", "available": available, **changes})

    def item(self, offer: VariantOffer, quantity: int) -> OrderedItem:
        return OrderedItem(variant_id=offer.variant_id, quantity=quantity)


@pytest.fixture
def shelf(stage: Stage) -> Stall:
    made = Stall(weight_grams=200, category_path=("electronics",), image_url=None)
    stage.fake(QuoteVariants, made)
    return made


@pytest.fixture(autouse=True)
def neighbours(stage: Stage) -> None:
    """They take note of everything; what comes of it, a test lets them tell."""
    for kind in (
        catalog.CommitReservation,
        catalog.ReleaseReservation,
        catalog.ReturnStock,
        catalog.RecordPurchase,
    ):
        stage.fake(kind, ORDERED)
    stage.fake(catalog.ReserveTogether, ORDERED)
    stage.fake(catalog.HoldTogether, lambda command: command.reservation_ids)
    stage.fake(payments.RequestTogether, ASKED)
    for kind in (
        payments.VoidPayment,
        payments.CapturePayment,
        payments.RefundPayment,
    ):
        stage.fake(kind, ASKED)
    stage.fake(NotifyUser, lambda _: None)
    stage.fake(PaymentsOfOrders, lambda _: [])


@pytest.fixture
def ordering(stage: Stage, shelf: Stall):
    """Places an order of one phone, or of what is wanted."""

    async def ordered(*items: OrderedItem, actor: Actor = ANONYMOUS, **changes) -> PlacedOrder:
        wanted = items or (OrderedItem(variant_id=shelf.put().variant_id, quantity=1),)
        email = {} if actor is not ANONYMOUS else {"email": "guest@example.com"}
        command = {"shipping_address": HOME, "payment_method": "credit_card", **email, **changes}
        return await stage.do(PlaceOrder(items=wanted, **command), actor)

    return ordered


@pytest.fixture
def hear(stage: Stage):
    """Let orders hear what another module tells, and everything that follows happen."""
    return partial(bring, stage)


@pytest.fixture
def paid(ordering, hear, stage: Stage):
    """Places an order that is promised and paid: ready to be sent."""

    async def confirmed(*items: OrderedItem, actor: Actor = ANONYMOUS, **changes) -> PlacedOrder:
        placed = await ordering(*items, actor=actor, **changes)
        await hear(StockReserved(reservation_id=placed.order_id))
        await hear(
            PaymentCaptured(
                payment_id=await latest_payment(stage, placed), order_id=placed.order_id, amount=placed.total
            )
        )
        return placed

    return confirmed


async def latest_payment(stage: Stage, placed: PlacedOrder) -> UUID:
    """The id of the last attempt to pay."""
    sql = "SELECT attempts->-1->>'id' AS id FROM orders.order WHERE id = :id"
    return UUID((await stage.rows(sql, id=placed.order_id))[0]["id"])


async def row_of(stage: Stage, placed: PlacedOrder):
    (row,) = await stage.rows("SELECT * FROM orders.order WHERE id = :id", id=placed.order_id)
    return row


@overload
def wishes(stage: Stage, kind: type[catalog.ReserveTogether]) -> list[catalog.ReserveStock]: ...
@overload
def wishes(stage: Stage, kind: type[payments.RequestTogether]) -> list[payments.RequestPayment]: ...
def wishes(stage: Stage, kind: type[catalog.ReserveTogether] | type[payments.RequestTogether]) -> list[Any]:
    """All that was asked of another module, one by one, however it was put together."""
    return [wish.command for command in stage.received(kind) for wish in command.wishes]
