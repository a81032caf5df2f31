"""The rules need no neighbours, and hence no database."""

import pytest


@pytest.fixture(autouse=True)
def neighbours() -> None:
    """Stand in for the suite's own, which starts a server for every test that it surrounds."""
