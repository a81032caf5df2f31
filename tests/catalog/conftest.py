"""The suite of catalog: the module alone, on its own database, with a few goods to put on its shelves."""

from contextlib import contextmanager

import pytest
from sqlalchemy import event

from modules.catalog.add_category.handler import AddCategory, AddedCategory
from modules.catalog.add_product.handler import AddedProduct, AddProduct
from modules.catalog.domain.new_product import NewProduct, NewVariant
from modules.catalog.module import module
from souk.kernel import Money
from souk.messages import SYSTEM
from souk.testing import Stage, stage_of

database, stage = stage_of(module, names=["catalog"])


class Goods:
    """Adds categories and products the way the shop does, with defaults for what does not matter."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.skus = 0

    async def category(self, name: str, parent: str | None = None, **changes) -> AddedCategory:
        return await self.stage.do(AddCategory(name=name, parent=parent, **changes), SYSTEM)

    async def product(self, name: str, category: str, *variants: NewVariant, **changes) -> AddedProduct:
        offered = variants or (self.variant(),)
        product = NewProduct(name=name, category=category, variants=offered, **changes)
        return await self.stage.do(AddProduct(product=product), SYSTEM)

    def variant(self, euros: int = 10, on_hand: int = 5, sku: str = "", **options: str) -> NewVariant:
        self.skus += 1
        price = Money(minor=euros * 100, currency="EUR")
        return NewVariant(sku=sku or f"SKU-{self.skus}", price=price, on_hand=on_hand, options=options)


@pytest.fixture
def goods(stage: Stage) -> Goods:
    return Goods(stage)


@pytest.fixture
def statements(stage: Stage):
    """Count the statements that catalog sends to the database while a block runs."""
    engine = stage.runtime.databases["catalog"].engine.sync_engine

    @contextmanager
    def counted():
        sent: list[str] = []

        def note(_connection, _cursor, statement, *_) -> None:
            sent.append(statement)

        event.listen(engine, "before_cursor_execute", note)
        try:
            yield sent
        finally:
            event.remove(engine, "before_cursor_execute", note)

    return counted
