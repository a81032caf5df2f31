"""Facets: how many products each filter would leave."""

from modules.catalog.domain.facets import MOST_VALUES, ValueCount, counted


def value(name: str, count: int) -> ValueCount:
    return ValueCount(value=name, count=count)


def test_are_sorted_by_what_they_are_about_and_keep_the_order_of_the_counts():
    facets = counted(
        [
            ("stock:yes", 9),
            ("category:audio", 8),
            ("attribute:colour=black", 5),
            ("category:video", 4),
            ("attribute:brand=Lumara", 4),
            ("attribute:colour=red", 1),
            ("stock:no", 1),
        ]
    )
    assert facets.categories == [value("audio", 8), value("video", 4)]
    assert list(facets.attributes) == ["brand", "colour"]
    assert facets.attributes["colour"] == [value("black", 5), value("red", 1)]
    assert (facets.in_stock, facets.sold_out) == (9, 1)


def test_a_value_may_hold_what_separates():
    facets = counted([("attribute:size=a=b:c", 2)])
    assert facets.attributes == {"size": [value("a=b:c", 2)]}


def test_an_attribute_with_too_many_values_is_no_filter():
    fifty = [(f"attribute:length={number}", 1) for number in range(MOST_VALUES)]
    assert len(counted(fifty).attributes["length"]) == 50
    assert counted([*fifty, ("attribute:length=more", 1)]).attributes == {}


def test_of_nothing_there_are_none():
    facets = counted([])
    assert (facets.categories, facets.attributes, facets.in_stock, facets.sold_out) == ([], {}, 0, 0)
