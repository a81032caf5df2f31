"""The whole checkout for real: catalog, payments with their sandbox, orders; only mail is a fake."""

import asyncio
from uuid import UUID

import pytest
import pytest_asyncio

import modules.catalog.module as catalog
import modules.orders.module as orders
import modules.payments.module as payments
from modules.catalog.contracts.queries import QuoteVariants
from modules.catalog.contracts.shelves import OfferedCategory, OfferedProduct, OfferedVariant, StockShelves
from modules.orders.contracts.commands import OrderedItem, PlacedOrder, PlaceOrder, PostalAddress
from modules.payments.providers.settings import PaymentSettings
from modules.users.contracts.commands import NotifyUser
from souk.kernel import Money
from souk.messages import ANONYMOUS, SYSTEM, Actor
from souk.modules import Site, configured_by
from souk.testing import Stage, customer, stage_of
from tests.payments.sandbox_at_hand import FAST, Letterbox, forget_circuits, providers_of

HOME = PostalAddress(street="1 Market Street", city="Berlin", zip_code="10115")


LETTERBOX = Letterbox()


@configured_by(PaymentSettings)
def with_letterbox(site: Site):
    return payments.module(site, post=LETTERBOX)


database, bare_stage = stage_of(
    catalog.module,
    with_letterbox,
    orders.module,
    names=["catalog", "payments", "orders"],
    values=FAST,
)


@pytest_asyncio.fixture
async def stage(bare_stage: Stage):
    await forget_circuits(bare_stage)
    bare_stage.fake(NotifyUser, lambda _: None)
    LETTERBOX.stand_at(bare_stage)
    yield bare_stage
    LETTERBOX.stand_at(None)


class Shop:
    """Stocks the shelves, orders, waits until nothing is due, and looks at the books."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage

    async def stock(self, on_hand: int = 10, cents: int = 59999, sku: str = "PHONE-1") -> UUID:
        """Put a phone on the shelf, and return its variant."""
        price = Money(minor=cents, currency="EUR")
        variant = OfferedVariant(sku=sku, price=price, on_hand=on_hand, weight_grams=200)
        slug = sku.lower()
        product = OfferedProduct(slug=slug, name="Phone", category="electronics", variants=(variant,))
        shelf = OfferedCategory(slug="electronics", name="Electronics")
        await self.stage.do(StockShelves(categories=(shelf,), products=(product,)), SYSTEM)
        rows = await self.stage.rows("SELECT id, product_id FROM catalog.variant WHERE sku = :sku", sku=sku)
        await self.settle()
        offers = await self.stage.ask(QuoteVariants(variant_ids=(rows[0]["id"],)))
        assert offers[0].sellable
        return rows[0]["id"]

    async def order(
        self, variant: UUID, quantity: int = 1, *, actor: Actor | None = None, **changes
    ) -> PlacedOrder:
        buyer = actor or customer()
        email = {"email": "guest@example.com"} if buyer is ANONYMOUS else {}
        command = {"shipping_address": HOME, "payment_method": "credit_card", **email, **changes}
        items = (OrderedItem(variant_id=variant, quantity=quantity),)
        return await self.stage.do(PlaceOrder(items=items, **command), buyer)

    async def settle(self) -> None:
        """Let everything happen that is due: deliveries, the provider's letters, and what they cause."""
        postman = providers_of(self.stage).postman
        for _ in range(20):
            await self.stage.settle()
            await postman.settle()
            waiting = await self.stage.rows("SELECT 1 FROM souk.delivery")
            if not waiting:
                return
            await asyncio.sleep(0.02 * len(waiting))

    async def row(self, order: PlacedOrder):
        (row,) = await self.stage.rows("SELECT * FROM orders.order WHERE id = :id", id=order.order_id)
        return row

    async def stage_of(self, order: PlacedOrder) -> str:
        return (await self.row(order))["stage"]

    async def stock_of(self, variant: UUID) -> tuple[int, int]:
        """On hand, and promised."""
        sql = "SELECT on_hand, reserved FROM catalog.stock WHERE variant_id = :id"
        (row,) = await self.stage.rows(sql, id=variant)
        return row["on_hand"], row["reserved"]

    async def money(self, order: PlacedOrder) -> tuple[int, int]:
        """What payments has booked as taken and as given back."""
        sql = """
            SELECT coalesce(sum(captured_minor), 0) AS captured, coalesce(sum(refunded_minor), 0) AS refunded
            FROM payments.payment WHERE order_id = :id
        """
        (row,) = await self.stage.rows(sql, id=order.order_id)
        return int(row["captured"]), int(row["refunded"])


@pytest.fixture
def shop(stage: Stage) -> Shop:
    return Shop(stage)
