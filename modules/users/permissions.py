"""What users lets a person do, beyond what everybody may with their own account."""

from souk.modules import Capability

APPOINT_ADMINISTRATOR = "users:appoint-administrator"
SEE_PEOPLE = "users:see-people"
DEACTIVATE = "users:deactivate"
ASSIGN_ROLES = "users:assign-roles"
SEE_ROLES = "users:see-roles"
EDIT_ROLES = "users:edit-roles"
SEE_AUDIT = "users:see-audit"
ROTATE_KEYS = "users:rotate-keys"

CAPABILITIES = [
    Capability(name=APPOINT_ADMINISTRATOR, meaning="Make somebody an administrator of the shop"),
    Capability(name=SEE_PEOPLE, meaning="See who has an account, with names and addresses"),
    Capability(name=DEACTIVATE, meaning="Close accounts for now, and open them again"),
    Capability(name=ASSIGN_ROLES, meaning="Give people roles, and take them away"),
    Capability(name=SEE_ROLES, meaning="See the roles, and what each may do"),
    Capability(name=EDIT_ROLES, meaning="Make roles, and say what each may do"),
    Capability(name=SEE_AUDIT, meaning="See what the staff has done"),
    Capability(name=ROTATE_KEYS, meaning="Have access tokens signed with a new key"),
]
