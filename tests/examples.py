"""How many examples a property is tried with: a few on every run, many on the slow one.

`SOUK_TEST_EXAMPLES=10` tries ten times as many. How long one takes says something about the machine alone.
"""

import os

from hypothesis import HealthCheck, settings

TIMES = int(os.environ.get("SOUK_TEST_EXAMPLES", "1"))
PATIENTLY = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])

A_FEW = settings(PATIENTLY, max_examples=30 * TIMES)
"""Of values, which are all of one kind."""
A_FEW_STORIES = settings(PATIENTLY, max_examples=25 * TIMES, stateful_step_count=25)
"""Of what may happen one after the other."""
MANY_STORIES = settings(PATIENTLY, max_examples=200 * TIMES, stateful_step_count=50)
"""For a test that is marked slow."""
