"""The modules of this shop: a line mounts one."""

import modules.cart.module as cart
import modules.catalog.module as catalog
import modules.orders.module as orders
import modules.payments.module as payments
import modules.users.module as users
from souk.configuration.sections import Section

MODULES = [
    users.module,
    catalog.module,
    payments.module,
    orders.module,
    cart.module,
]

SETTINGS: list[type[Section]] = [*payments.SETTINGS]
"""The sections of the modules that have settings of their own."""
