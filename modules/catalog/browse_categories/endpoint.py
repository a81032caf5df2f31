"""GET /api/admin/categories."""

from uuid import UUID

from modules.catalog.browse_categories.handler import BrowseCategories
from modules.catalog.permissions import EDIT
from souk.bus import Bus
from souk.http import Shown, get, requires


class CategoryLineShown(Shown):
    id: UUID
    slug: str
    name: str
    parent_id: UUID | None
    version: int
    product_count: int


class CategoryLines(Shown):
    items: list[CategoryLineShown]


@get("/api/admin/categories", policy=requires(EDIT))
async def get_all_categories(bus: Bus) -> CategoryLines:
    """List all categories, each behind the one that it is in; its ETag would be `"v<version>"`."""
    lines = await bus.ask(BrowseCategories())
    return CategoryLines(
        items=[
            CategoryLineShown(
                id=line.id,
                slug=line.slug,
                name=line.name,
                parent_id=line.parent_id,
                version=line.version,
                product_count=line.product_count,
            )
            for line in lines
        ]
    )
