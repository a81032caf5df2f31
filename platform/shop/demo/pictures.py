"""Pictures of the demo products, drawn from their slugs alone."""

import re
from string import Template
from zlib import crc32

from shop.demo.colours import COLOURS
from shop.demo.kinds import kind_of, leading_colour
from shop.demo.paint import brightness, difference, mix
from shop.demo.silhouettes import SILHOUETTES

DRAWINGS = {shape: Template(drawing) for shape, drawing in SILHOUETTES.items()}
ACCENTS = ("#e8a33d", "#d9694f", "#4f8fb8", "#5f9e82", "#b5739d", "#e3c04f")
BACKDROPS = (
    ("#fdf3e7", "#f3d9c4"),
    ("#eef4fb", "#c9dcee"),
    ("#eef6ef", "#c8dfcd"),
    ("#f7f0fa", "#dccfe8"),
    ("#fdf0f0", "#f0cfd0"),
    ("#f0f7f8", "#c3dfe2"),
    ("#fbf7e6", "#eadfb4"),
)
FIXED = {"ink": "#2b2e36", "paper": "#fbf8f1", "metal": "#b9c1ca", "wood": "#b98a57", "body": "url(#body)"}
LIGHT, SHADE = "#ffffff", "#1d2230"
PALE, NEAR_WHITE = 150, 210
LONGEST_TITLE = 120
TELLING_APART = 120

CANVAS = Template(
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 400" '
    'width="400" height="400" role="img">'
    "<title>$title</title>"
    '<defs><radialGradient id="room" cx=".5" cy=".38" r=".8">'
    '<stop offset="0" stop-color="$near"/>'
    '<stop offset="1" stop-color="$far"/></radialGradient>'
    '<linearGradient id="body" x1="0" y1="0" x2=".7" y2="1">'
    '<stop offset="0" stop-color="$lit"/>'
    '<stop offset=".55" stop-color="$base"/><stop offset="1" stop-color="$deep"/>'
    '</linearGradient></defs><rect width="400" height="400" fill="url(#room)"/>'
    '<circle cx="200" cy="196" r="158" fill="#fff" opacity=".38"/>'
    '<ellipse cx="200" cy="322" rx="132" ry="15" fill="$shadow" opacity=".2"/>$drawing</svg>\n'
)


def draw_picture(slug: str) -> str:
    """A square SVG of less than 4 KB, the same for the same slug; any text will do.

    The end of the slug names the kind of product, its digest the colour: the one that the catalogue gave to
    the first variant. What the demo shop would not make is shown as a parcel.
    """
    kind = kind_of(slug)
    digest = crc32(slug.encode())
    colour = COLOURS[leading_colour(slug, kind)].paint if kind else "#b98a57"
    shades = _shades(colour, digest)
    near, far = BACKDROPS[digest // 64 % len(BACKDROPS)]
    drawing = DRAWINGS[kind.shape if kind else "parcel"].substitute(FIXED, **shades)
    return CANVAS.substitute(shades, near=near, far=far, title=_title(slug), drawing=drawing)


def _shades(colour: str, digest: int) -> dict[str, str]:
    """Pale products get a softer shadow, near-white ones a grey trim: all keep their edges."""
    paleness = brightness(colour)
    pale, near_white = paleness > PALE, paleness > NEAR_WHITE
    return {
        "base": mix(colour, SHADE, 9) if near_white else colour,
        "light": mix(colour, SHADE, 7) if near_white else mix(colour, LIGHT, 45 if pale else 30),
        "lit": mix(colour, LIGHT, 45 if pale else 30),
        "deep": mix(colour, SHADE, 16),
        "dark": mix(colour, SHADE, 30 if pale else 40),
        "shadow": mix(colour, SHADE, 75),
        "accent": _accent(colour, digest),
    }


def _accent(colour: str, digest: int) -> str:
    """Any but the accents that would vanish on the product's own colour."""
    seen = [accent for accent in ACCENTS if difference(accent, colour) > TELLING_APART]
    return seen[digest // 512 % len(seen)]


def _title(slug: str) -> str:
    """Only letters, digits and spaces, hence nothing that XML would have to escape."""
    return " ".join(re.findall(r"[a-z0-9]+", slug[:LONGEST_TITLE].lower())).title() or "Product"
