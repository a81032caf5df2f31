"""Versions of one event: `orders.order_placed.v1` and `.v2` are the same event in two shapes."""

import re

VERSION = re.compile(r"\.v[0-9]+$")


def event_name(wire: str) -> str:
    """Return the name that all versions of an event share; subscribers are subscribed to it."""
    return VERSION.sub("", wire)
