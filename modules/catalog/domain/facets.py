"""Facets: for every filter, how many products of a list it would leave."""

from collections.abc import Iterable

from modules.catalog.domain.card_index import IN_STOCK, SOLD_OUT
from souk.kernel import Value

MOST_VALUES = 50


class ValueCount(Value, rename="camel"):
    value: str
    count: int


class Facets(Value, rename="camel"):
    """The most frequent values come first. An attribute with too many different ones is left out."""

    categories: list[ValueCount]
    attributes: dict[str, list[ValueCount]]
    in_stock: int
    sold_out: int


def counted(counts: Iterable[tuple[str, int]]) -> Facets:
    """Sort what was counted, the most frequent first, into what it is about."""
    categories: list[ValueCount] = []
    attributes: dict[str, list[ValueCount]] = {}
    stock: dict[str, int] = {}
    for facet, count in counts:
        kind, _, rest = facet.partition(":")
        name, _, value = rest.partition("=")
        if kind == "category":
            categories.append(ValueCount(value=rest, count=count))
        elif kind == "attribute":
            attributes.setdefault(name, []).append(ValueCount(value=value, count=count))
        else:
            stock[facet] = count
    few = {name: values for name, values in attributes.items() if len(values) <= MOST_VALUES}
    return Facets(
        categories=categories,
        attributes=dict(sorted(few.items())),
        in_stock=stock.get(IN_STOCK, 0),
        sold_out=stock.get(SOLD_OUT, 0),
    )
