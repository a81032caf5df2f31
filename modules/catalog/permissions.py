"""What catalog lets a person do, beyond looking around."""

from souk.modules import Capability

EDIT = "catalog:edit"
STOCK = "catalog:stock"
REVIEWS = "catalog:reviews"

CAPABILITIES = [
    Capability(name=EDIT, meaning="Add and change categories and products, import and export them"),
    Capability(name=STOCK, meaning="See and correct how many there are of each variant"),
    Capability(name=REVIEWS, meaning="Read reviews before everybody can, and approve or reject them"),
]
