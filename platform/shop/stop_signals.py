"""Turns Ctrl-C, SIGTERM and a closed terminal into one exception, wherever the program is."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


class StopRequested(KeyboardInterrupt):
    """Somebody asked for a stop. A KeyboardInterrupt, since asyncio lets nothing else out of a callback."""


@contextmanager
def stop_on_signals() -> Iterator[None]:
    """Raise StopRequested in the main thread at the first signal; later ones do not disturb the clean-up."""
    numbers = [signal.SIGINT, signal.SIGTERM]
    if signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:  # nohup wants us to stay
        numbers.append(signal.SIGHUP)
    before = {number: signal.signal(number, _request_stop) for number in numbers}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _request_stop(_number: int, _frame: FrameType | None) -> None:
    for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(each, _already_stopping)
    raise StopRequested


def _already_stopping(_number: int, _frame: FrameType | None) -> None:
    """A second signal changes nothing: each child has its grace, then it is killed."""
