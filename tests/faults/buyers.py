"""Customers who order while something goes wrong."""

import threading

import httpx

from tests.faults.rehearsal import PATIENCE, Rehearsal, form, keyed
from tests.journeys.open_shop import until

BUYERS = 4


class Buyers:
    """Several who order one after the other, each again with the same key until there is an answer."""

    def __init__(self, rehearsal: Rehearsal) -> None:
        self.orders: list[str] = []
        self.statuses: set[int] = set()
        self.hints: list[str] = []
        self._rehearsal = rehearsal
        self._over = threading.Event()
        self._threads = [threading.Thread(target=self._buy) for _ in range(BUYERS)]
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        self._over.set()
        for thread in self._threads:
            thread.join(PATIENCE)

    def have_ordered(self, more: int) -> None:
        wanted = len(self.orders) + more
        until(lambda: len(self.orders) >= wanted, PATIENCE)

    def are_refused(self) -> None:
        until(lambda: 503 in self.statuses, PATIENCE)

    def were_answered_well(self) -> None:
        """Each answer was an order, or a refusal that says when to come again."""
        assert self.statuses <= {201, 409, 503}
        assert all(int(hint) > 0 for hint in self.hints)

    def _buy(self) -> None:
        with httpx.Client(base_url=self._rehearsal.shop.address, timeout=30) as client:
            while not self._over.is_set():
                key = keyed()
                while True:
                    answer = client.post("/api/orders", json=form(self._rehearsal.product), headers=key)
                    self.statuses.add(answer.status_code)
                    if answer.status_code == 503:
                        self.hints.append(answer.headers.get("retry-after", ""))
                    if answer.status_code == 201:
                        self.orders.append(answer.json()["orderId"])
                        break
