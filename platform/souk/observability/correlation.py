"""What every log line of one piece of work shares: its request, and the module at work."""

from collections.abc import MutableMapping
from contextvars import ContextVar
from typing import Any

REQUEST: ContextVar[str] = ContextVar("request_id", default="")
MODULE: ContextVar[str] = ContextVar("module", default="")


def correlate(_: Any, __: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Add the request and the module to a log line that does not name its own."""
    if request := REQUEST.get():
        event.setdefault("request_id", request)
    if module := MODULE.get():
        event.setdefault("module", module)
    return event
