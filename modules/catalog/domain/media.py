"""Media: the pictures of a product, in the order in which they are shown."""

from typing import Annotated

from msgspec import Meta

from souk.kernel import Value, form

MOST_PICTURES = 20

# Our own paths and https; `//host` is somebody else's path, and javascript: is no picture.
Address = Annotated[str, form(r"https://[^\s/]\S*|/([^\s/]\S*)?", longest=2000)]
Alt = Annotated[str, Meta(max_length=300)]


class Picture(Value):
    """Where the picture is, and what it shows for those who cannot see it."""

    address: Address
    alt: Alt


Pictures = Annotated[tuple[Picture, ...], Meta(max_length=MOST_PICTURES)]
