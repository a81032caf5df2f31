"""Worker processes that a test may kill; whoever dies is replaced while the crew is kept up."""

import asyncio
from collections.abc import Mapping
from typing import Any

from souk.testing.servers import SECRET
from tests.souk.events.conftest import Works
from tests.souk.events.worker import work
from tests.souk.forks import PROCESSES, ForkServerProcess


class Crew:
    """So many workers, each with these settings."""

    def __init__(self, works: Works, size: int, settings: Mapping[str, Any]) -> None:
        self._works = works
        self._settings = {"secret": SECRET, **settings}
        self.workers = [self._start() for _ in range(size)]
        self._keeper = asyncio.create_task(self._replace())
        self.deaths = 0

    async def are_at_work(self) -> bool:
        rows = await self._works.rows("SELECT count(DISTINCT owner) AS owners FROM souk.lane")
        return bool(rows[0]["owners"] >= len(self.workers))

    def kill(self, number: int) -> None:
        self.workers[number].kill()

    async def have_lost(self, deaths: int) -> bool:
        return self.deaths >= deaths

    async def close(self) -> None:
        self._keeper.cancel()
        for worker in self.workers:
            worker.kill()
            worker.join()

    async def _replace(self) -> None:
        while True:
            for number, worker in enumerate(self.workers):
                if not worker.is_alive():
                    self.deaths += 1
                    self.workers[number] = self._start()
            await asyncio.sleep(0.02)

    def _start(self) -> ForkServerProcess:
        worker = PROCESSES.Process(target=work, args=(self._works.url, self._settings), daemon=True)
        worker.start()
        return worker
