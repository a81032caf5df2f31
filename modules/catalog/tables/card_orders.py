"""In which order cards come: by a key, and what is equal by it newest first."""

from typing import LiteralString, NamedTuple

from modules.catalog.domain.sorting import Sort


class Order(NamedTuple):
    """`key` is a column or an expression; `backwards`, all comes the other way round."""

    key: LiteralString
    down: bool
    backwards: bool = False

    @property
    def clause(self) -> LiteralString:
        """Order by what was selected as `key`."""
        by_key: LiteralString = "key DESC" if self.down is not self.backwards else "key"
        by_age: LiteralString = "product_id" if self.backwards else "product_id DESC"
        return f"{by_key}, {by_age}"

    @property
    def reversed(self) -> "Order":
        return self._replace(backwards=not self.backwards)


ORDERS: dict[Sort, Order] = {
    Sort.NEWEST: Order("product_id", down=True),
    Sort.NAME: Order("name_key", down=False),
    Sort.NAME_DOWN: Order("name_key", down=True),
    Sort.PRICE: Order("price_minor", down=False),
    Sort.PRICE_DOWN: Order("price_minor", down=True),
    Sort.RATING: Order("rating", down=True),
}
