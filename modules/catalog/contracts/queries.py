"""What catalog tells others when asked."""

from souk.kernel import Value
from souk.messages import Query


class FoundProducts(Value):
    """The slugs that there are among those asked for, and how many products there are altogether."""

    slugs: list[str]
    total: int


class FindProducts(Query[FoundProducts], wire="catalog.find_products.v1"):
    """Asks which of these slugs belong to a product, be it on sale, a draft or retired."""

    slugs: tuple[str, ...] = ()
