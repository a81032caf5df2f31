"""/api/notifications: the stream, and tickets for it."""

from typing import Annotated

from msgspec import Meta

from souk.bus import Bus
from souk.http import Endpoint, Parameters, Policy, Rate, Shown, Stream, Visit, get, post, signed_in
from souk.http.authentication import Unauthenticated
from souk.live.room import NoRoom, TooManyStreams
from souk.live.sse import KIND, EventStream
from souk.live.streams import WHOLE, Streams, Wanted
from souk.live.tickets import SECONDS, OpenTicket

BEARER = "Bearer "
A_WHILE = 10 * 365 * 86_400.0  # streams have a longest time of their own
by_ticket = Policy(name="signed in, or with a ticket", looks=True)
NEVER = 2**62
Id = Annotated[int, Meta(ge=0, le=2**53)]


class StreamWanted(Parameters):
    """`lastEventId` stands in for the header of that name, which a new EventSource cannot send."""

    ticket: Annotated[str, Meta(min_length=1, max_length=100)] | None = None
    last_event_id: Id | None = None


class Ticket(Shown):
    """Use it once, as `?ticket=…`, within so many seconds."""

    ticket: str
    expires_in: int


@post(
    "/api/notifications/ticket",
    policy=signed_in,
    status=201,
    hands_out_tokens=True,
    rate=Rate(name="tickets", requests=60, seconds=60),
)
async def post_ticket(visit: Visit, bus: Bus) -> Ticket:
    """Open a ticket for a stream, where a header cannot be sent: EventSource, WebSockets in browsers."""
    token = (visit.header("authorization") or "").partition(" ")[2]
    return Ticket(ticket=await bus.do(OpenTicket(token=token)), expires_in=SECONDS)


def stream_to_describe() -> Endpoint:
    """Return the endpoint as the document shows it: to be described it needs no streams."""
    return stream_endpoint(None)


def stream_endpoint(streams: Streams | None) -> Endpoint:
    """Make the endpoint; a process has one set of streams."""

    @get(
        "/api/notifications/stream",
        policy=by_ticket,
        seconds=A_WHILE,
        reads=["Last-Event-ID"],
        produces=KIND.decode(),
        refuses=[Unauthenticated, TooManyStreams, NoRoom],
    )
    async def open_stream(wanted: StreamWanted, visit: Visit) -> Stream:
        """Show what happens, as it happens: Server-Sent Events.

        Customers hear of their own orders; staff of what their capabilities let them see. Each message has an
        id; `Last-Event-ID` resumes after it, for 24 hours. After `reset` something was missed: read anew what
        you show. `end` says why the stream is over, and whether to come again. The same messages come over a
        WebSocket at /api/notifications/ws, which takes the same two parameters.
        """
        if streams is None:
            raise NoRoom
        token = (visit.header("authorization") or "").partition(" ")[2]
        last = _id_of(visit.header("last-event-id"), wanted.last_event_id)
        return EventStream(
            streams, await streams.open(Wanted(token=token, ticket=wanted.ticket or "", last_id=last))
        )

    return open_stream


def _id_of(header: str | None, parameter: int | None) -> int | None:
    """Return the header's id, which a browser keeps up to date; after a strange one all was missed."""
    if not header:
        return parameter
    return int(header) if WHOLE.fullmatch(header) else NEVER
