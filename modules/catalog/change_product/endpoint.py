"""PATCH /api/admin/products/{id}."""

from typing import Literal
from uuid import UUID

from msgspec import UNSET, UnsetType

from modules.catalog.change_product.handler import ChangeProduct
from modules.catalog.domain.attributes import AttributeGivenTwice, Attributes
from modules.catalog.domain.category import UnknownCategory
from modules.catalog.domain.product import Description, NothingToSell, ProductName
from modules.catalog.domain.product_changes import ProductChanges
from modules.catalog.domain.slugs import Slug, SlugTaken
from modules.catalog.edge import EditedShown, shown
from modules.catalog.permissions import EDIT
from souk.bus import Bus
from souk.http import Body, Reply, VersionRequired, Visit, patch, requires
from souk.kernel import NotFound, Stale


class ProductChangesBody(Body):
    name: ProductName | UnsetType = UNSET
    description: Description | UnsetType = UNSET
    slug: Slug | UnsetType = UNSET
    category: Slug | UnsetType = UNSET
    attributes: Attributes | UnsetType = UNSET
    status: Literal["active", "retired"] | UnsetType = UNSET


@patch(
    "/api/admin/products/{id}",
    policy=requires(EDIT),
    reads=["If-Match"],
    refuses=[
        NotFound,
        Stale,
        VersionRequired,
        SlugTaken,
        UnknownCategory,
        NothingToSell,
        AttributeGivenTwice,
    ],
    example={"name": "Aura 3", "status": "active"},
)
async def patch_product(id: UUID, body: ProductChangesBody, visit: Visit, bus: Bus) -> Reply[EditedShown]:
    """Change what is named; a draft with the status `active` goes on sale, with `retired` off it."""
    changes = ProductChanges(
        name=body.name,
        description=body.description,
        slug=body.slug,
        category=body.category,
        attributes=body.attributes,
        status=body.status,
    )
    version = visit.expected_version()
    return shown(await bus.do(ChangeProduct(product_id=id, expected_version=version, changes=changes)))
