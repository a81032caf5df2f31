"""/api/admin/events."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

import msgspec
from msgspec import Meta

from souk.bus import Bus
from souk.events.acting import CorrectDeadLetter, DiscardDeadLetter, RetryDeadLetter
from souk.events.lag import ListLags
from souk.events.permissions import RUN_EVENTS, SEE_EVENTS
from souk.events.replay import NotReplayable, ReplayEvents
from souk.events.seeing import DeadLetter, ListDeadLetters
from souk.http import Body, Malformed, Parameters, Shown, Visit, get, leaf, post, requires
from souk.http.mistakes import Mistake
from souk.kernel import NotFound

Name = Annotated[str, Meta(min_length=1, max_length=200)]


class EventsWanted(Parameters):
    subscriber: Name | None = None
    cursor: Annotated[str, Meta(max_length=1000)] | None = None
    limit: Annotated[int, Meta(ge=1, le=200)] = 50


class LagShown(Shown):
    """How far a subscriber is behind; a reason says that something waits for more than its turn."""

    subscriber: str
    pending: int
    oldest_at: datetime | None
    held_keys: int
    dead_letters: int
    workers: int
    reason: str


class DeadLetterShown(Shown):
    id: UUID
    subscriber: str
    event_id: UUID
    event_type: str
    key: str
    attempts: int
    reason: str
    parks: bool
    published_at: datetime
    died_at: datetime
    payload: dict[str, Any]
    request_id: str
    traceparent: str


class EventsShown(Shown):
    """All lags, and a page of dead letters; `cursor` leads to the next one."""

    lags: list[LagShown]
    dead_letters: list[DeadLetterShown]
    cursor: str | None


YEARS = range(2000, 2200)


class ReplayBody(Body):
    """What a subscriber is to hear again: all that fits every condition."""

    subscriber: Name
    ids: Annotated[list[UUID], Meta(min_length=1, max_length=1000)] | None = None
    type: Name | None = None
    key: Annotated[str, Meta(max_length=200)] | None = None
    since: datetime | None = None
    until: datetime | None = None

    def __post_init__(self) -> None:
        if any(moment and moment.year not in YEARS for moment in (self.since, self.until)):
            raise ValueError("no event is of that time")


class Replayed(Shown):
    events: int


class CorrectionBody(Body):
    """The event's whole payload as it should have been."""

    payload: dict[str, Any]


class Corrected(Shown):
    event_id: UUID


@get("/api/admin/events", policy=requires(SEE_EVENTS))
async def show_events(wanted: EventsWanted, visit: Visit, bus: Bus) -> EventsShown:
    """Show who is behind by how much and why, and the deliveries that were given up."""
    subscriber, position = visit.after(wanted.cursor, str, int) if wanted.cursor else ("", 0)
    found = await bus.ask(
        ListDeadLetters(
            subscriber=wanted.subscriber,
            after_subscriber=subscriber,
            after_position=position,
            most=wanted.limit + 1,
        )
    )
    letters, more = leaf(found, wanted.limit, lambda letter: visit.cursor(letter.subscriber, letter.position))
    return EventsShown(
        lags=[msgspec.convert(lag, LagShown, from_attributes=True) for lag in await bus.ask(ListLags())],
        dead_letters=[_shown(letter) for letter in letters],
        cursor=more,
    )


@post("/api/admin/events/{id}/replay", policy=requires(RUN_EVENTS), status=204, refuses=[NotFound])
async def retry_dead_letter_now(id: UUID, bus: Bus) -> None:
    """Deliver a dead letter again, before whatever waits behind it."""
    await bus.do(RetryDeadLetter(id=id))


@post("/api/admin/events/{id}/discard", policy=requires(RUN_EVENTS), status=204, refuses=[NotFound])
async def discard_dead_letter_now(id: UUID, bus: Bus) -> None:
    """Give a dead letter up for good; what waits behind it goes on."""
    await bus.do(DiscardDeadLetter(id=id))


@post("/api/admin/events/{id}/correct", policy=requires(RUN_EVENTS), status=202, refuses=[NotFound])
async def correct_dead_letter_now(id: UUID, body: CorrectionBody, bus: Bus) -> Corrected:
    """Deliver a corrected event in the dead letter's place; it names the old one as its cause."""
    try:
        new = await bus.do(CorrectDeadLetter(id=id, payload=body.payload))
    except (msgspec.ValidationError, OverflowError, TypeError) as error:  # no event holds a fraction
        mistake = Mistake(pointer="/payload", code="wrong_form", detail=str(error))
        raise Malformed([mistake]) from None
    return Corrected(event_id=new)


@post("/api/admin/events/replay", policy=requires(RUN_EVENTS), status=202, refuses=[NotReplayable])
async def replay_events_now(body: ReplayBody, bus: Bus) -> Replayed:
    """Let a replayable subscriber hear again what was published."""
    return Replayed(events=await bus.do(msgspec.convert(body, ReplayEvents, from_attributes=True)))


def _shown(letter: DeadLetter) -> DeadLetterShown:
    return DeadLetterShown(
        id=letter.id,
        subscriber=letter.subscriber,
        event_id=letter.event_id,
        event_type=letter.event_type,
        key=letter.key,
        attempts=letter.attempts,
        reason=letter.reason,
        parks=letter.parks,
        published_at=letter.published_at,
        died_at=letter.died_at,
        payload=msgspec.json.decode(letter.payload, type=dict[str, Any]),
        request_id=letter.context.request_id,
        traceparent=letter.context.traceparent,
    )


ENDPOINTS = [
    show_events,
    replay_events_now,
    retry_dead_letter_now,
    discard_dead_letter_now,
    correct_dead_letter_now,
]
