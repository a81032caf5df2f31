"""The HTTP server: granian, with limits of its own before the gate's."""

import asyncio
import signal
import threading
from collections.abc import Callable
from types import FrameType
from typing import Any

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


def before_stopping(act: Callable[[], None]) -> None:
    """Have it called in this process as soon as it is told to stop, before open requests are waited for.

    granian waits for them first and tells the application afterwards: too late for answers that never end by
    themselves. Its own handler runs in the event loop, woken by the same signal, so this one does not replace
    it. Does nothing outside of the main thread, where no signal arrives.
    """
    if threading.current_thread() is not threading.main_thread():
        return
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        before = signal.getsignal(number)
        signal.signal(number, _acting(loop, act, before))


def _acting(loop: asyncio.AbstractEventLoop, act: Callable[[], None], before: Any) -> Any:
    def acting(number: int, frame: FrameType | None) -> None:
        loop.call_soon_threadsafe(act)
        if callable(before):
            before(number, frame)

    return acting
