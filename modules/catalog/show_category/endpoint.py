"""GET /api/categories/{slug}."""

from uuid import UUID

from modules.catalog.domain.cache_tags import CATEGORIES
from modules.catalog.domain.card import Crumb
from modules.catalog.show_category.handler import ShowCategory
from souk.bus import Bus
from souk.http import Reply, Shown, get, public
from souk.kernel import NotFound


class CategoryShown(Shown):
    id: UUID
    slug: str
    name: str
    breadcrumbs: list[Crumb]
    children: list[Crumb]


@get("/api/categories/{slug}", policy=public, cached=1, refuses=[NotFound])
async def get_category(slug: str, bus: Bus) -> Reply[CategoryShown]:
    """Show a category, the way to it from the top of the tree, and what is right below it."""
    page = await bus.ask(ShowCategory(slug=slug))
    shown = CategoryShown(
        id=page.id, slug=page.slug, name=page.name, breadcrumbs=page.breadcrumbs, children=page.children
    )
    return Reply(shown, tags=[CATEGORIES])
