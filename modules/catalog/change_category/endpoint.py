"""PATCH /api/admin/categories/{id}."""

from uuid import UUID

from msgspec import UNSET, UnsetType

from modules.catalog.change_category.handler import ChangeCategory
from modules.catalog.domain.category import CategoryName, MovedBelowItself, TreeTooDeep, UnknownCategory
from modules.catalog.domain.slugs import Slug, SlugTaken
from modules.catalog.edge import EditedShown, shown
from modules.catalog.permissions import EDIT
from souk.bus import Bus
from souk.http import Body, Reply, VersionRequired, Visit, patch, requires
from souk.kernel import NotFound, Stale


class CategoryChangesBody(Body):
    name: CategoryName | UnsetType = UNSET
    slug: Slug | UnsetType = UNSET
    parent: Slug | UnsetType | None = UNSET


@patch(
    "/api/admin/categories/{id}",
    policy=requires(EDIT),
    reads=["If-Match"],
    refuses=[
        NotFound,
        Stale,
        VersionRequired,
        SlugTaken,
        UnknownCategory,
        MovedBelowItself,
        TreeTooDeep,
    ],
    example={"name": "Sound", "parent": "electronics"},
)
async def patch_category(id: UUID, body: CategoryChangesBody, visit: Visit, bus: Bus) -> Reply[EditedShown]:
    """Rename it, or move it with all that is below it: `parent` is a slug, null the top of the tree."""
    command = ChangeCategory(
        category_id=id,
        expected_version=visit.expected_version(),
        name=body.name,
        slug=body.slug,
        parent=body.parent,
    )
    return shown(await bus.do(command))
