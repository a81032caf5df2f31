"""Personal data: marked in the type, so that publish, enqueue and log can refuse it."""

from typing import Annotated, TypeVar

import msgspec

T = TypeVar("T")

PERSONAL = "personal"

Personal = Annotated[T, msgspec.Meta(extra={PERSONAL: True})]
"""`email: Personal[str]` says whose secret this is. Events and job arguments carry ids instead."""
