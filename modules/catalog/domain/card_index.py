"""What a card is found by: facets for filters, words for the search."""

from collections.abc import Iterator
from functools import lru_cache

from modules.catalog.domain.attributes import Attribute
from modules.catalog.domain.card import ProductFacts
from modules.catalog.domain.plain_text import words_of
from souk.kernel import Value

LONGEST_FACET = 120
IN_STOCK = "stock:yes"
SOLD_OUT = "stock:no"


class CardIndex(Value):
    """`facets` are texts such as `category:audio` or `attribute:colour=black`: filters ask for some of them.

    The words come in three weights: the name and what it is sold as, where it belongs and what it is like,
    and what is said about it.
    """

    facets: list[str]
    name_key: str
    skus: list[str]
    heavy: str
    middle: str
    light: str

    @property
    def vocabulary(self) -> set[str]:
        """The words that a misspelled one may have meant."""
        words = {*self.heavy.split(), *self.middle.split()}
        return {word for word in words if not word.isdigit() and len(word) <= 40}  # noqa: PLR2004


def category_facet(slug: str) -> str:
    return f"category:{slug}"


def attribute_facet(name: str, value: str) -> str:
    return f"attribute:{name}={value}"[:LONGEST_FACET]


def index_of(facts: ProductFacts) -> CardIndex:
    skus = [offer.sku.casefold() for offer in facts.offers]
    options = {f"{name} {value}" for offer in facts.offers for name, value in offer.options.items()}
    likes = [f"{each.name} {value_text(each)}" for each in facts.attributes]
    places = [crumb.name for crumb in facts.way]
    return CardIndex(
        facets=sorted(set(_facets(facts))),
        name_key=" ".join(words_of(facts.name)),
        skus=skus,
        heavy=_words(facts.name),
        middle=" ".join(map(_common, [*places, *likes, *sorted(options)])),
        light=_words(facts.description[:2000]),
    )


def value_text(attribute: Attribute) -> str:
    """Write a value as a filter names it: `true`, `12`, `1.5`, `Black`."""
    value = attribute.value
    if isinstance(value, bool):
        return "true" if value else "false"
    return f"{value:g}" if isinstance(value, float) else str(value)


def _facets(facts: ProductFacts) -> Iterator[str]:
    yield from (category_facet(crumb.slug) for crumb in facts.way)
    yield IN_STOCK if facts.in_stock else SOLD_OUT
    yield from (attribute_facet(each.name, value_text(each)) for each in facts.attributes)


def _words(*texts: str) -> str:
    return " ".join(word for text in texts for word in words_of(text))


@lru_cache(maxsize=4096)
def _common(text: str) -> str:
    """Return the words of what many products have in common: they are taken apart once."""
    return _words(text)
