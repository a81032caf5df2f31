"""The suite of orders: the module alone, on its own database."""

from modules.orders.module import module
from souk.testing import stage_of

database, stage = stage_of(module, names=["orders"])
