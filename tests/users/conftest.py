"""The suite of users: the module alone, on its own database."""

from modules.users.module import module
from souk.testing import stage_of
from tests.users.people import CHEAP_PASSWORDS

database, stage = stage_of(module, names=["users"], values=CHEAP_PASSWORDS)
