"""The modules of this shop: a line mounts one."""

import modules.users.module as users

MODULES = [
    users.module,
]
