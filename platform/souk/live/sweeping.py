"""Ends the streams of whoever is no longer signed in, within a second."""

import asyncio

from souk.database.transactions import Carrier
from souk.http.authentication import Authenticator, Unauthenticated
from souk.live.endings import Ending
from souk.live.room import Room
from souk.observability.outages import Outage

EVERY = 0.15
"""Seconds. What is known is half a second old at most, is asked for at one look and seen at the next."""


async def sweep(room: Room, authenticator: Authenticator, carrier: Carrier) -> None:
    """Ask again and again what each listener's token is worth, while anybody listens.

    While the database is away nobody knows; but then there is nothing new to be sent either.
    """
    outage = Outage("souk.live", "nobody can say who is signed in")
    while True:
        await room.occupied.wait()
        for token, listeners in room.by_token().items():
            try:
                await authenticator.authenticate(token, carrier)
                outage.is_over()
            except Unauthenticated:
                room.end(Ending.SIGNED_OUT, listeners)
            except Exception as error:  # noqa: BLE001 - asked again in a moment
                outage.goes_on(error)
                break
        await asyncio.sleep(EVERY)
