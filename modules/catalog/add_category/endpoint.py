"""POST /api/admin/categories."""

from uuid import UUID

from modules.catalog.add_category.handler import AddCategory
from modules.catalog.domain.category import CategoryName, TreeTooDeep, UnknownCategory
from modules.catalog.domain.slugs import NameMakesNoSlug, Slug, SlugTaken
from modules.catalog.permissions import EDIT
from souk.bus import Bus
from souk.http import Body, Shown, post, requires


class NewCategoryBody(Body):
    name: CategoryName
    slug: Slug | None = None
    parent: Slug | None = None


class CategoryAdded(Shown):
    id: UUID
    slug: str
    name: str
    parent: str | None


@post(
    "/api/admin/categories",
    policy=requires(EDIT),
    status=201,
    refuses=[SlugTaken, NameMakesNoSlug, UnknownCategory, TreeTooDeep],
)
async def post_category(body: NewCategoryBody, bus: Bus) -> CategoryAdded:
    """Add a category, under the one whose slug is `parent` or at the top of the tree."""
    added = await bus.do(AddCategory(name=body.name, slug=body.slug, parent=body.parent))
    return CategoryAdded(id=added.id, slug=added.slug, name=added.name, parent=added.parent)
