"""GET /api/categories."""

from uuid import UUID

from modules.catalog.domain.cache_tags import CATEGORIES
from modules.catalog.list_categories.handler import Branch, ListCategories
from souk.bus import Bus
from souk.http import Reply, Shown, get, public


class CategoryBranch(Shown):
    id: UUID
    slug: str
    name: str
    children: list["CategoryBranch"]


class CategoryTree(Shown):
    items: list[CategoryBranch]


@get("/api/categories", policy=public, cached=1)
async def get_categories(bus: Bus) -> Reply[CategoryTree]:
    """Show the tree of categories."""
    tree = CategoryTree(items=[_shown(top) for top in await bus.ask(ListCategories())])
    return Reply(tree, tags=[CATEGORIES])


def _shown(branch: Branch) -> CategoryBranch:
    children = [_shown(child) for child in branch.children]
    return CategoryBranch(id=branch.id, slug=branch.slug, name=branch.name, children=children)
