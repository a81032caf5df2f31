"""The catalogue of the demo shop: any number of products, the same ones for the same seed."""

from collections.abc import Iterator

from msgspec import Struct

from shop.demo.assortment import Assortment
from shop.demo.attributes import attribute_definitions
from shop.demo.categories import category_tree
from shop.demo.goods import DemoAttributeDefinition, DemoCategory, DemoProduct
from shop.demo.products import make_product


class DemoCatalogue(Struct, frozen=True, kw_only=True):
    """A catalogue of `size` products; a smaller one of the same seed is the beginning of a bigger one."""

    size: int
    seed: int
    categories: tuple[DemoCategory, ...]
    attributes: tuple[DemoAttributeDefinition, ...]

    @property
    def products(self) -> Iterator[DemoProduct]:
        """All products from the first on, anew each time it is asked for; made one by one, none is kept."""
        assortment = Assortment(self.seed)
        return (make_product(number, self.seed, assortment) for number in range(1, self.size + 1))


def demo_catalogue(products: int, seed: int = 2026) -> DemoCatalogue:
    """The catalogue of that size, at once; its products are made while they are read.

    Byte for byte the same on every Python for the same seed. Product 1 is the same for every seed: wireless
    headphones in one variant at 599.99 EUR, in stock.
    """
    return DemoCatalogue(
        size=products, seed=seed, categories=category_tree(), attributes=attribute_definitions()
    )
