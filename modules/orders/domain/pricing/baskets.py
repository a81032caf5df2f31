"""A basket: what somebody wants to buy, at the prices of this moment."""

from collections.abc import Sequence
from uuid import UUID

from souk.kernel import Money, Refusal, Value
from souk.kernel.money import LARGEST


class MixedCurrencies(Refusal):
    """One order is in one currency."""

    def __init__(self) -> None:
        super().__init__("These goods are sold in different currencies; order them separately.")


class TotalTooLarge(Refusal):
    """No till has room for this number."""


class NotForSale(Refusal):
    """Some of it is not sold, or does not exist: the answer is the same."""

    def __init__(self, ids: Sequence[object]) -> None:
        super().__init__("Some of these goods are not for sale.", ids=[str(id) for id in ids])


class Goods(Value):
    """What is sold, as it is at this moment: what an order line keeps of it.

    `category_path` are slugs from the top of the tree; `available` is how many may be ordered.
    """

    variant_id: UUID
    product_id: UUID
    sku: str
    name: str
    options: dict[str, str]
    price: Money
    weight_grams: int
    category_id: UUID
    category_path: tuple[str, ...]
    image_url: str | None
    available: int


class BasketLine(Value):
    """So many of one variant."""

    goods: Goods
    quantity: int

    @property
    def total(self) -> Money:
        return self.goods.price * self.quantity


class Basket(Value):
    """Lines of one currency; made by `basket_of`."""

    lines: tuple[BasketLine, ...]
    currency: str
    subtotal: Money
    weight_grams: int


def basket_of(lines: Sequence[BasketLine]) -> Basket:
    """Put the lines together; refuses two currencies in one basket, and more than a bigint holds."""
    currencies = {line.goods.price.currency for line in lines}
    if len(currencies) != 1:
        raise MixedCurrencies
    currency = currencies.pop()
    subtotal = Money.total((line.total for line in lines), currency)
    if subtotal.minor > LARGEST // 4:  # tax doubles it at most, shipping is small beside it
        raise TotalTooLarge
    weight = sum(line.goods.weight_grams * line.quantity for line in lines)
    return Basket(lines=tuple(lines), currency=currency, subtotal=subtotal, weight_grams=weight)
