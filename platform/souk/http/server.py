"""The HTTP server: granian, with limits of its own before the gate's."""

import asyncio
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable
from types import FrameType
from typing import Any

from granian.constants import HTTPModes, Interfaces, Loops
from granian.http import HTTP1Settings
from granian.log import LogLevels
from granian.server.mp import MPServer

from souk.configuration import WebSettings
from souk.orphans import die_with

LARGEST_HEADERS = 65_536
MOST_CONNECTIONS = 16_384
"""Of one process, live streams among them. What is too much is refused by us, and not left unanswered."""
LEAVE = signal.SIGUSR1
FAREWELL = 0.5
"""Seconds at least between telling the processes and stopping them: granian cuts WebSockets at once, and the
close frame with its reason would not arrive."""


def serve(target: str, web: WebSettings) -> None:
    """Serve what the function `target`, written "package.module:function", makes; until SIGTERM or SIGINT.

    Then the processes are told that they are to leave, serve on for `web.leaving_seconds` and stop; open
    requests get their time to end. HTTP/1.1 only: what stands in front speaks it, and it is what our
    tests send. Headers are bounded in size and in the time they may take.
    """
    signal.signal(LEAVE, signal.SIG_IGN)  # for the children, until they know what to do about it
    Server(
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
        backpressure=MOST_CONNECTIONS,
        workers_kill_timeout=int(web.drain_seconds),
    ).serve_and_leave(web.leaving_seconds)


class Server(MPServer):
    """Tells its processes that they will stop before it stops them."""

    _leaving_seconds = 0.0
    _leaving: threading.Timer | None = None

    def serve_and_leave(self, seconds: float) -> None:
        self._leaving_seconds = max(seconds, FAREWELL)
        self.serve()

    def signal_handler_interrupt(self, *args: Any, **kwargs: Any) -> None:
        if self._leaving is not None:  # whoever says it twice is in a hurry
            self._leaving.cancel()
            super().signal_handler_interrupt(*args, **kwargs)  # type: ignore[no-untyped-call]
            return
        self._leaving = threading.Timer(self._leaving_seconds, super().signal_handler_interrupt)
        self._leaving.start()
        for child in multiprocessing.active_children():
            if child.pid is not None:
                os.kill(child.pid, LEAVE)


def leave_when_orphaned() -> None:
    """Have this process stop, as on SIGTERM, when the supervisor that started it is killed.

    It would keep the port, and nobody would tell it to stop any more.
    """
    supervisor = multiprocessing.parent_process()
    if supervisor is not None and supervisor.pid is not None:
        die_with(supervisor.pid, signal.SIGTERM)


def before_stopping(act: Callable[[], None]) -> None:
    """Have it called in this process as soon as it is to leave, or is told to stop without having been told.

    granian waits for them first and tells the application afterwards: too late for answers that never end by
    themselves. Its own handler runs in the event loop, woken by the same signal, so this one does not replace
    it. Does nothing outside of the main thread, where no signal arrives.
    """
    if threading.current_thread() is not threading.main_thread():
        return
    loop = asyncio.get_running_loop()
    loop.add_signal_handler(LEAVE, act)
    for number in (signal.SIGTERM, signal.SIGINT):
        before = signal.getsignal(number)
        signal.signal(number, _acting(loop, act, before))


def _acting(loop: asyncio.AbstractEventLoop, act: Callable[[], None], before: Any) -> Any:
    def acting(number: int, frame: FrameType | None) -> None:
        loop.call_soon_threadsafe(act)
        if callable(before):
            before(number, frame)

    return acting
