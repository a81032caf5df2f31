"""The modules of this shop: a line mounts one, with its settings."""

import modules.cart.module as cart
import modules.catalog.module as catalog
import modules.orders.module as orders
import modules.payments.module as payments
import modules.users.module as users
from souk.modules import Build

MODULES: list[Build] = [
    users.module,
    catalog.module,
    payments.module,
    orders.module,
    cart.module,
]
