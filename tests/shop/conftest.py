"""The modules of the shop together, on their own database."""

import modules.catalog.module as catalog
import modules.users.module as users
from souk.testing import stage_of
from tests.users.people import CHEAP_PASSWORDS

database, stage = stage_of(users.module, catalog.module, names=["users", "catalog"], values=CHEAP_PASSWORDS)
