"""The walls inside the platform: each stops what it is for."""

CIRCLES = "Nothing goes round in circles"
FLOORS = "The platform is built in floors"
KERNEL = "The kernel stands on the standard library and msgspec"
MESSAGES = "Messages are made of the kernel"
BOOTSTRAP = "What runs before the installation needs nothing installed"


def test_the_kernel_needs_no_library(tree):
    tree.refuses("souk.kernel.clock", "import sqlalchemy", KERNEL)


def test_the_kernel_needs_nothing_else_of_the_platform(tree):
    tree.refuses("souk.kernel.clock", "from souk.startup import say", KERNEL)


def test_messages_need_no_library(tree):
    tree.refuses("souk.messages.staff", "import sqlalchemy", MESSAGES)


def test_messages_need_nothing_of_the_platform_but_its_kernel(tree):
    tree.refuses("souk.messages.staff", "from souk.startup import say", MESSAGES)


def test_the_edge_does_not_know_the_pipeline_behind_it(tree):
    tree.refuses("souk.http.routes", "from souk.pipeline import Switchboard", FLOORS, CIRCLES)


def test_nothing_of_the_platform_needs_the_running_process(tree):
    tree.refuses("souk.outbox.hint", "from souk.runtime import Runtime", FLOORS, CIRCLES)


def test_a_new_package_of_the_platform_is_given_its_place(tree):
    tree.refuses("souk.carpets.loom", "import os", FLOORS)


def test_the_bootstrap_needs_no_library(tree):
    tree.refuses("shop.bootstrap.progress", "import rich", BOOTSTRAP)


def test_the_bootstrap_needs_nothing_that_needs_a_library(tree):
    tree.refuses("souk.startup", "import structlog", BOOTSTRAP)
