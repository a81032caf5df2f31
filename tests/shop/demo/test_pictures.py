"""Every demo product has a picture that is small, valid and always the same."""

from xml.etree import ElementTree as ET

import pytest

from shop.demo.catalogue import demo_catalogue
from shop.demo.colours import COLOURS
from shop.demo.departments import DEPARTMENTS
from shop.demo.pictures import draw_picture
from shop.demo.silhouettes import SILHOUETTES

SVG = "{http://www.w3.org/2000/svg}"
KINDS = [kind for department in DEPARTMENTS for kind in department.kinds]


def _parsed(picture: str) -> ET.Element:
    return ET.fromstring(picture)  # noqa: S314 - it is our own drawing


def test_every_picture_is_small_valid_and_titled() -> None:
    for product in demo_catalogue(600).products:
        picture = draw_picture(product.slug)
        title = _parsed(picture).find(f"{SVG}title")
        assert title is not None
        assert title.text
        assert len(picture.encode()) < 6 * 1024


def test_the_same_slug_is_drawn_the_same() -> None:
    assert draw_picture("kaivo-arc-2-earbuds") == draw_picture("kaivo-arc-2-earbuds")


def test_a_picture_shows_the_colour_of_the_first_variant() -> None:
    for product in demo_catalogue(300).products:
        colour = product.variants[0].options["colour"]
        if colour not in {"white", "cream"}:  # near-white is toned down to stand out from the backdrop
            assert COLOURS[colour].paint in draw_picture(product.slug)


@pytest.mark.parametrize(
    "slug", ["", "no-such-thing", "<script>&\"'", "\x00\ud7ff", "x" * 100_000, "-mug-", "ärger"]
)
def test_any_slug_gets_a_valid_picture(slug: str) -> None:
    picture = draw_picture(slug)
    assert len(picture.encode()) < 6 * 1024
    assert _parsed(picture).tag == f"{SVG}svg"


def test_every_drawing_is_used_and_every_kind_has_one() -> None:
    assert {kind.shape for kind in KINDS} | {"parcel"} == set(SILHOUETTES)


def test_every_colour_of_every_kind_can_be_painted_and_coded() -> None:
    assert {colour for kind in KINDS for colour in kind.colours} <= set(COLOURS)
    assert len({colour.code for colour in COLOURS.values()}) == len(COLOURS)


def test_no_two_kinds_share_a_name_or_a_code() -> None:
    assert len({kind.name for kind in KINDS}) == len(KINDS)
    assert len({kind.code for kind in KINDS}) == len(KINDS)
