"""What users lets a person do, beyond what everybody may with their own account."""

from souk.modules import Capability

APPOINT_ADMINISTRATOR = "users:appoint-administrator"

CAPABILITIES = [
    Capability(name=APPOINT_ADMINISTRATOR, meaning="Make somebody an administrator of the shop"),
]
