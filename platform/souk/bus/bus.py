"""What an endpoint holds: the switchboard, in the name of the person who sent the request."""

from typing import TypeVar

from souk.database.transactions import Carrier
from souk.messages import Actor, Command, Context, Query

T = TypeVar("T")


class Bus:
    """Asks and orders in one person's name."""

    __slots__ = ("_carrier", "context")

    def __init__(self, carrier: Carrier, context: Context) -> None:
        self._carrier = carrier
        self.context = context

    @property
    def actor(self) -> Actor:
        return self.context.actor

    async def ask(self, query: Query[T]) -> T:
        return await self._carrier.carry(query, self.context)

    async def do(self, command: Command[T]) -> T:
        return await self._carrier.carry(command, self.context)
