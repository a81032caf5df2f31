"""The whole shop on one stage, the sandbox's letters included, for stories in which anything may happen."""

import pytest_asyncio

import modules.payments.module as payments
from modules.payments.providers.settings import PaymentSettings
from shop.mounted import MODULES
from souk.modules import Site, configured_by
from souk.testing import Stage, stage_of
from tests.payments.sandbox_at_hand import FAST, Letterbox, forget_circuits
from tests.shop.api.routes import REGISTRY
from tests.users.people import CHEAP_PASSWORDS

LETTERBOX = Letterbox()


@configured_by(PaymentSettings)
def with_letterbox(site: Site):
    return payments.module(site, post=LETTERBOX)


BUILDS = [with_letterbox if build is payments.module else build for build in MODULES]
assert with_letterbox in BUILDS

database, bare_stage = stage_of(*BUILDS, names=REGISTRY.names, values=FAST | CHEAP_PASSWORDS)


@pytest_asyncio.fixture
async def stage(bare_stage: Stage):
    await forget_circuits(bare_stage)
    LETTERBOX.stand_at(bare_stage)
    yield bare_stage
    LETTERBOX.stand_at(None)
