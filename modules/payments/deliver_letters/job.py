"""Send the sandbox's waiting webhooks: those that met a closed door, and those whose process died."""

from typing import Protocol

from souk.database import Transaction
from souk.messages import Job


class Postman(Protocol):
    """Knows what waits."""

    async def deliver_waiting(self) -> int: ...


class DeliverLetters(Job, wire="payments.deliver_letters.v1"):
    pass


async def deliver_letters(_: Transaction, __: DeliverLetters, *, postman: Postman) -> None:
    while await postman.deliver_waiting():
        pass
