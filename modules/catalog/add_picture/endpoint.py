"""POST /api/admin/products/{id}/media."""

from typing import Annotated
from uuid import UUID

from msgspec import Meta

from modules.catalog.add_picture.handler import AddPicture
from modules.catalog.domain.media import MOST_PICTURES, Address, Alt, Picture
from modules.catalog.domain.product import PictureShownTwice, TooManyPictures
from modules.catalog.edge import EditedShown, shown
from modules.catalog.permissions import EDIT
from souk.bus import Bus
from souk.http import Body, Reply, VersionRequired, Visit, post, requires
from souk.kernel import NotFound, Stale


class PictureBody(Body):
    url: Address
    alt: Alt
    place: Annotated[int, Meta(ge=0, lt=MOST_PICTURES)] | None = None


@post(
    "/api/admin/products/{id}/media",
    policy=requires(EDIT),
    status=201,
    reads=["If-Match"],
    refuses=[NotFound, Stale, VersionRequired, TooManyPictures, PictureShownTwice],
)
async def post_picture(id: UUID, body: PictureBody, visit: Visit, bus: Bus) -> Reply[EditedShown]:
    """Add a picture, at that place (0 is the first) or behind the others."""
    picture = Picture(address=body.url, alt=body.alt)
    version = visit.expected_version()
    return shown(
        await bus.do(AddPicture(product_id=id, expected_version=version, picture=picture, place=body.place))
    )
