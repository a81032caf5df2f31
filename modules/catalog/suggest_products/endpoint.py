"""GET /api/products/suggest."""

from modules.catalog.domain.cache_tags import ALL_PRODUCTS
from modules.catalog.domain.card import CardFigures
from modules.catalog.domain.search import SearchText
from modules.catalog.suggest_products.handler import SuggestProducts
from souk.bus import Bus
from souk.http import Answer, Parameters, Shown, get, public


class Beginning(Parameters):
    q: SearchText


class Suggestions(Shown):
    """The best first, ten at most."""

    items: list[CardFigures]


@get("/api/products/suggest", policy=public, cached=1, shows=Suggestions)
async def get_suggestions(beginning: Beginning, bus: Bus) -> Answer:
    """Complete what somebody is typing: the products that fit, also if it is misspelled."""
    cards = await bus.ask(SuggestProducts(beginning=beginning.q))
    return Answer(200, b'{"items":[' + b",".join(cards) + b"]}", tags=[ALL_PRODUCTS])
