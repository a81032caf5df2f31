"""GET /demo/pictures/{slug}.svg: the pictures of the demo's goods, in development only."""

from shop.demo.pictures import draw_picture
from souk.configuration import Configuration, GeneralSettings
from souk.http import Answer, Endpoint, get, public
from souk.kernel import NotFound

AN_HOUR = 3600
KIND = b"image/svg+xml"
ENDING = ".svg"


@get("/demo/pictures/{file}", policy=public, cached=AN_HOUR, refuses=[NotFound])
async def get_demo_picture(file: str) -> Answer:
    """Draw the picture of a product of the demo shop."""
    if not file.endswith(ENDING):
        raise NotFound("picture")
    return Answer(200, draw_picture(file.removesuffix(ENDING)).encode(), kind=KIND)


def demo_endpoints(configuration: Configuration) -> list[Endpoint]:
    """Return what a development shop serves beside its modules; in production, nothing."""
    in_development = configuration[GeneralSettings].environment == "development"
    return [get_demo_picture] if in_development else []
