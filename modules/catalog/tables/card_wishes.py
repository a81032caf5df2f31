"""What cards are wanted, as conditions of a statement and the values for them."""

from typing import Any, LiteralString, NamedTuple

FACETS: LiteralString = "facets @> %(facets)s::varchar[]"
# Nearly all cards are: said in the words of an index of those alone, or PostgreSQL would read them all.
IN_STOCK_NOW: LiteralString = "facets @> '{stock:yes}'"
AT_LEAST: LiteralString = "price_minor >= %(lowest)s::bigint"
AT_MOST: LiteralString = "price_minor <= %(highest)s::bigint"


class Wishes(NamedTuple):
    """Without any condition all cards are wanted."""

    conditions: tuple[LiteralString, ...]
    values: dict[str, Any]

    @property
    def where(self) -> LiteralString:
        """Return the clause for it, which is empty if all are wanted."""
        return "WHERE " + " AND ".join(self.conditions) if self.conditions else ""


def wishes(facets: list[str], *, in_stock: bool, lowest: int | None, highest: int | None) -> Wishes:
    """Cards with all these facets and with a price, in minor units, from the lowest to the highest."""
    asked = [
        (FACETS, "facets", facets or None),
        (AT_LEAST, "lowest", lowest),
        (AT_MOST, "highest", highest),
    ]
    conditions: list[LiteralString] = [said for said, _, value in asked if value is not None]
    if in_stock:
        conditions.append(IN_STOCK_NOW)
    return Wishes(tuple(conditions), {name: value for _, name, value in asked if value is not None})
