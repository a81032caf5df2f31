"""A toy module that shows its events: to one person, and to staff."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import MetaData

from souk.database import Transaction
from souk.kernel import Personal
from souk.messages import Event, LiveMessage, Notice, for_person, for_staff
from souk.modules import Capability, Module, Site, shows

KEEP = "users:keep-bell"


class BellRang(Event, wire="users.bell_rang.v1", key="person_id"):
    person_id: UUID
    number: int


class Rung(LiveMessage, wire="bell.rung"):
    ring_number: int


class RungForStaff(LiveMessage, wire="bell.rung_by"):
    person_id: UUID
    ring_number: int


class Whisper(LiveMessage, wire="bell.whispered"):
    words: Personal[str]


async def show_ring(_tx: Transaction, events: Sequence[BellRang]) -> list[Notice]:
    found = []
    for event in events:
        if event.number < 0:
            raise ValueError("the bell is broken")
        found.append(for_person(event.person_id, Rung(ring_number=event.number)))
        found.append(for_staff(KEEP, RungForStaff(person_id=event.person_id, ring_number=event.number)))
    return found


def build(_: Site) -> Module:
    return Module(
        name="users",
        summary="Rings.",
        tables=MetaData(schema="users"),
        events=[BellRang],
        lives=shows(show_ring, of=[BellRang], kinds=[Rung, RungForStaff]),
        permissions=[Capability(name=KEEP, meaning="Keep the bell")],
    )
