"""The modules of this shop, and the parts of the platform that it shows: a line mounts one."""

import modules.catalog.module as catalog
import modules.users.module as users
import souk.workflow.part as workflow

MODULES = [
    users.module,
    catalog.module,
]

PARTS = [
    workflow.part,
]
