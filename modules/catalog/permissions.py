"""What catalog lets a person do, beyond looking around."""

from souk.modules import Capability

EDIT = "catalog:edit"

CAPABILITIES = [
    Capability(name=EDIT, meaning="Add and change categories and products"),
]
