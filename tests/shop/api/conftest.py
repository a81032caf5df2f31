"""The whole shop on one stage: every module, on its own real database."""

from shop.mounted import MODULES
from souk.testing import stage_of
from tests.shop.api.routes import REGISTRY
from tests.users.people import CHEAP_PASSWORDS

database, stage = stage_of(*MODULES, names=REGISTRY.names, values=CHEAP_PASSWORDS)
