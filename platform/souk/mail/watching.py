"""A post that is watched: a span for each letter, how many went, how long that took; never to whom."""

import time

from souk.mail.letters import Letter
from souk.mail.post import Post, Undeliverable
from souk.observability.metrics import Meters
from souk.observability.tracing import SENT, span

LETTERS = Meters("souk_mail", "Letters given to the mail server", (), "outcome")


class WatchedPost:
    """The same post, seen."""

    def __init__(self, inner: Post) -> None:
        self._inner = inner
        self.keeps = inner.keeps
        self._meter = LETTERS.of()

    async def send(self, letter: Letter) -> None:
        started = time.perf_counter()
        outcome = "failed"
        try:
            with span("send mail", kind=SENT, letter=str(letter.id), language=letter.language):
                await self._inner.send(letter)
            outcome = "kept" if self.keeps else "sent"
        except Undeliverable:
            outcome = "refused"
            raise
        finally:
            self._meter.count(outcome, time.perf_counter() - started)
