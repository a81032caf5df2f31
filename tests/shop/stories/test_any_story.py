"""Stories of the whole shop, made up by dice: each answer is what simple books say it must be.

Three hundred steps with the slow tests; `SOUK_TEST_STEPS=10000 ./souk test -m slow -k any_story` takes ten
thousand, and SOUK_TEST_STORY_SEED others. A failure tells its story.
"""

import asyncio
import os
import sys
import time

import pytest
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from souk.testing import Stage
from souk.testing.databases import TestDatabase
from tests.shop.stories.desk import Desk
from tests.shop.stories.staff import AnyStory

STEPS = int(os.environ.get("SOUK_TEST_STEPS", "300"))
SEED = int(os.environ.get("SOUK_TEST_STORY_SEED", "1"))
LONG = 50
USUAL = 40  # steps of a story: some end before they are long
LATELY = 40


def tell(desk: Desk, stories: int) -> None:
    class Told(AnyStory):
        pass

    Told.desk = desk
    run_state_machine_as_test(
        seed(SEED)(Told),
        settings=settings(
            max_examples=stories,
            stateful_step_count=LONG,
            deadline=None,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=[
                HealthCheck.too_slow,
                HealthCheck.filter_too_much,
                HealthCheck.data_too_large,
            ],
        ),
    )


@pytest.mark.slow
async def test_whatever_people_do_the_shop_answers_as_its_books_say(stage: Stage, database: TestDatabase):
    desk, began = Desk(stage, database, asyncio.get_running_loop()), time.monotonic()
    sys.stdout.write(f"seed {SEED}\n")
    try:
        await asyncio.to_thread(tell, desk, -(-STEPS // USUAL))
    except BaseException:
        sys.stdout.write("\n".join(desk.spoken[-LATELY:]))
        raise
    sys.stdout.write(f"{desk.steps} steps, {desk.requests} requests, {time.monotonic() - began:.0f} s\n")
    sys.stdout.write(f"orders came to rest as {dict(desk.ends)}\n")
    assert desk.steps >= STEPS * 0.8
