"""All modules together on one database, as they are mounted; only the sandbox's letters travel by hand."""

from shop.mounted import MODULES
from souk.testing import stage_of
from tests.users.people import CHEAP_PASSWORDS

NAMES = [build.__module__.split(".")[1] for build in MODULES]

database, stage = stage_of(*MODULES, names=NAMES, values=CHEAP_PASSWORDS)
