"""The HTTP server: granian, with limits of its own before the gate's."""

from granian import Granian
from granian.constants import HTTPModes, Interfaces, Loops
from granian.http import HTTP1Settings
from granian.log import LogLevels

from souk.configuration import WebSettings

LARGEST_HEADERS = 65_536


def serve(target: str, web: WebSettings) -> None:
    """Serve what the function `target`, written "package.module:function", makes; until SIGTERM or SIGINT.

    Open requests get their time to end. HTTP/1.1 only: what stands in front speaks it, and it is what our
    tests send. Headers are bounded in size and in the time they may take.
    """
    Granian(
        target,
        factory=True,
        interface=Interfaces.ASGI,
        address=web.host,
        port=web.port,
        workers=web.processes,
        loop=Loops.uvloop,
        http=HTTPModes.http1,
        http1_settings=HTTP1Settings(
            header_read_timeout=int(web.receive_seconds * 1000), max_buffer_size=LARGEST_HEADERS
        ),
        log_level=LogLevels.warning,
        backlog=2048,
        respawn_failed_workers=True,
        workers_kill_timeout=int(web.drain_seconds),
    ).serve()
