"""Takes messages from one queue: woken by a hint, polling now and then, patient while Valkey is away.

Dramatiq's own consumer sleeps between polls, longer each time: up to its whole timeout from enqueue to start.
It also makes a worker's thread wait until an acknowledgement gets through; here a lost one costs nothing,
since the record refuses the message that comes twice.
"""

import threading
import time
from collections import deque
from collections.abc import Iterable
from typing import Any

import structlog
from dramatiq import Message
from dramatiq.broker import Consumer, MessageProxy
from redis.exceptions import RedisError

log = structlog.get_logger("souk.jobs")

QUIET_SECONDS = 1.0
GATHER_SECONDS = 0.01  # while most hands are full: acknowledgements and fetches go together


class HintedConsumer(Consumer):
    """One queue's messages, fetched only as far as there are hands for them."""

    def __init__(self, broker: Any, queue: str, prefetch: int, timeout: int) -> None:
        self._broker = broker
        self._queue = queue
        self._prefetch = prefetch
        self._timeout = min(timeout / 1000, QUIET_SECONDS)
        self._fetched: deque[bytes | None] = deque()
        self._held: set[str] = set()
        self._done: deque[str] = deque()
        self._hint = threading.Event()
        self._away = False

    def wake(self) -> None:
        self._hint.set()

    def __next__(self) -> MessageProxy | None:
        if not self._fetched:
            if len(self._held) > self._prefetch // 2:
                time.sleep(GATHER_SECONDS)
            self._hint.clear()
            self._acknowledge()
            self._fetched.extend(self._fetch())
        while self._fetched:
            data = self._fetched.popleft()
            if data is not None:  # None was acknowledged in the meantime by who had it first
                message: Message[Any] = Message.decode(data)
                self._held.add(message.message_id)
                return MessageProxy(message)
        self._hint.wait(self._timeout)
        return None

    def ack(self, message: MessageProxy) -> None:
        """Note it; the consumer's own thread says so with its next fetch."""
        self._done.append(message.options["redis_message_id"])
        self._held.discard(message.message_id)
        self._hint.set()

    def nack(self, message: MessageProxy) -> None:
        """The same: dead letters are kept in the record, not here."""
        self.ack(message)

    def requeue(self, messages: Iterable[MessageProxy]) -> None:
        names = [message.options["redis_message_id"] for message in messages]
        if names:
            try:
                self._broker.do_requeue(self._queue, *names)
            except RedisError as error:
                log.debug("requeueing lost", messages=len(names), reason=str(error))

    def close(self) -> None:
        self._acknowledge()

    def _acknowledge(self) -> None:
        done = [self._done.popleft() for _ in range(len(self._done))]
        if done:
            try:
                self._broker.forget(self._queue, done)
            except RedisError as error:
                log.debug("acknowledgements lost", messages=len(done), reason=str(error))

    def _fetch(self) -> list[bytes | None]:
        wanted = self._prefetch - len(self._held)
        if wanted <= 0:
            return []
        try:
            found: list[bytes | None] = self._broker.do_fetch(self._queue, wanted)
        except RedisError as error:
            if not self._away:
                log.warning("valkey is away", queue=self._queue, reason=f"{type(error).__name__}: {error}")
            self._away = True
            return []
        self._away = False
        return found
