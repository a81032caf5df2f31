"""GET /dev/live: both ways to listen, side by side."""

from collections.abc import Iterable
from pathlib import Path

import msgspec

from shop.development.pages import page, running
from souk.http import Answer, Endpoint, get, public
from souk.modules import Module

SCRIPT = (Path(__file__).parent / "live.js").read_text(encoding="utf-8")
HTML = b"text/html; charset=utf-8"


def live_endpoint(modules: Iterable[Module]) -> Endpoint:
    """Make the page; it listens for whatever the modules show."""
    kinds = sorted({kind.wire for module in modules for live in module.lives for kind in live.kinds})
    script = SCRIPT.replace("{{ kinds }}", msgspec.json.encode([*kinds, "dead_letter.appeared"]).decode())
    headers = [(b"content-security-policy", running(script)), (b"cache-control", b"no-store")]

    @get("/dev/live", policy=public, produces="text/html")
    async def show_live() -> Answer:
        """Show what happens as it happens, by Server-Sent Events and by WebSocket."""
        return Answer(200, page("live.html", script=script), headers, HTML)

    return show_live
