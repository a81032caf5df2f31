"""A notice board: read by everybody, changed by a command that tells what to forget."""

import asyncio

from sqlalchemy import MetaData

from souk.bus import Bus
from souk.database import Transaction
from souk.database.forgetting import forget
from souk.http import Answer, get, public
from souk.kernel import NotFound
from souk.messages import Command, Query
from souk.modules import Module, Site, handles


class Read(Query[str]):
    name: str


class Write(Command[None]):
    name: str
    text: str


class Board:
    """Counts how often it is really looked at; `door` keeps a reader inside until it is opened."""

    def __init__(self) -> None:
        self.notes: dict[str, str] = {}
        self.looked = 0
        self.broken = False
        self.entered = asyncio.Event()
        self.door = asyncio.Event()
        self.door.set()

    async def read(self, name: str) -> str:
        self.looked += 1
        text = self.notes.get(name)
        self.entered.set()
        await self.door.wait()
        if self.broken:
            raise ConnectionError
        if text is None:
            raise NotFound
        return text


BOARD = Board()


async def read(_: Transaction, query: Read) -> str:
    return await BOARD.read(query.name)


async def write(tx: Transaction, command: Write) -> None:
    BOARD.notes[command.name] = command.text
    await forget(tx, [command.name])


@get("/api/notes/{name}", policy=public, cached=1, shows=str, refuses=[NotFound])
async def get_note(name: str, bus: Bus) -> Answer:
    """Read a note."""
    return Answer(200, (await bus.ask(Read(name=name))).encode(), kind=b"text/plain", tags=[name])


def board(_: Site) -> Module:
    return Module(
        name="users",
        summary="A notice board.",
        tables=MetaData(schema="users"),
        routes=[get_note],
        handlers=[handles(read), handles(write)],
    )
