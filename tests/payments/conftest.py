"""The suite of payments: the module alone, on its own database."""

from modules.payments.module import module
from souk.testing import stage_of

database, stage = stage_of(module, names=["payments"])
