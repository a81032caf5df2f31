"""Opening a WebSocket is a request like others: it is counted, and who asks too often is told so."""

from typing import Any

from souk.configuration import PLATFORM_SECTIONS, load
from souk.http.edge import Edge
from souk.limits import Limiter
from tests.souk.live.conftest import Live


async def shaken(app: Any, address: str) -> tuple[int, str]:
    """Shake hands from that address; return the code and reason with which the socket is closed."""
    scope = {
        "type": "websocket",
        "path": "/api/notifications/ws",
        "raw_path": b"/api/notifications/ws",
        "query_string": b"",
        "headers": [(b"host", b"shop.test")],
        "client": (address, 1),
        "scheme": "ws",
        "http_version": "1.1",
    }
    said: list[Any] = []

    async def receive() -> dict[str, str]:
        return {"type": "websocket.connect"}

    async def send(message: Any) -> None:
        said.append(message)

    await app(scope, receive, send)
    return said[-1]["code"], said[-1]["reason"]


async def test_handshakes_are_counted_by_address(live: Live):
    limiter = Limiter(None, ["general=2/60"])
    configuration = load(PLATFORM_SECTIONS, environment={})
    edge = Edge(live.stage.runtime.switchboard, live.doors, configuration, limiter)
    app = live.streams.sockets(edge)
    found = [await shaken(app, "198.51.100.7") for _ in range(3)]
    assert found == [(4401, "unauthenticated")] * 2 + [(4429, "too_many_requests")]
    assert await shaken(app, "198.51.100.8") == (4401, "unauthenticated")
