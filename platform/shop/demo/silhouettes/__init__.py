"""What each family of products looks like, in basic forms on a canvas of 400 by 400, standing on y = 318.

`$body` is the lit colour of the product, `$base` the flat one, with `$dark`, `$light` and `$accent` beside;
`$ink`, `$paper`, `$metal` and `$wood` are the same for all.
"""

from shop.demo.silhouettes.clothes import CLOTHES
from shop.demo.silhouettes.devices import DEVICES
from shop.demo.silhouettes.kitchen import KITCHEN
from shop.demo.silhouettes.outdoors import OUTDOORS
from shop.demo.silhouettes.play import PLAY
from shop.demo.silhouettes.rooms import ROOMS

PARCEL = (
    '<path d="M100 160 200 118 300 160 300 276 200 318 100 276Z" fill="$body"/>'
    '<path d="M200 202 300 160 300 276 200 318Z" fill="$dark"/>'
    '<path d="M100 160 200 118 300 160 200 202Z" fill="$light"/>'
    '<path d="M150 139 250 181 250 215 230 223 230 190 130 147Z" fill="$accent"/>'
)

SILHOUETTES = {"parcel": PARCEL, **DEVICES, **ROOMS, **KITCHEN, **CLOTHES, **OUTDOORS, **PLAY}

__all__ = ["SILHOUETTES"]
