"""souk events."""

import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import TypeVar
from uuid import UUID

import rich_click as click
from rich.console import Console
from rich.table import Table

from shop.command_line.running import configured, with_runtime
from souk.bus import Bus
from souk.events.acting import DiscardDeadLetter, RetryDeadLetter
from souk.events.lag import ListLags
from souk.events.replay import ReplayEvents
from souk.events.retiring import RetireSubscriber
from souk.events.seeing import ListDeadLetters, ListEvents, PublishedEvent
from souk.messages import SYSTEM, Context, Query
from souk.runtime import Runtime

T = TypeVar("T")

LOOK_SECONDS = 1.0
OVERLAP = timedelta(seconds=30)  # events appear when they commit, which is not the order of their times


@click.group()
def events() -> None:
    """Events: what was published, who is behind, and what could not be delivered."""


@events.command()
@click.option("--type", "kind", help="Only this type, such as orders.order_placed.v1.")
@click.option("--key", help="Only this key, such as an order's id.")
@click.option("--limit", type=click.IntRange(1, 1000), default=20, help="How many.")
@click.option("--follow", "-f", is_flag=True, help="Go on until interrupted.")
def tail(kind: str | None, key: str | None, limit: int, *, follow: bool) -> None:
    """Print the latest events, the newest last."""
    seen: set[UUID] = set()
    wanted = ListEvents(type=kind, key=key, most=limit)
    while True:
        since = datetime.now(UTC) - OVERLAP
        for event in _ask(wanted):
            if event.id not in seen:
                seen.add(event.id)
                _print(event)
        if not follow:
            return
        wanted = ListEvents(type=kind, key=key, since=since, most=1000)
        time.sleep(LOOK_SECONDS)


@events.command()
def lag() -> None:
    """Say how far each subscriber is behind, and why."""
    table = Table("subscriber", "waiting", "oldest", "held keys", "dead", "workers", "reason")
    for each in _ask(ListLags()):
        oldest = f"{each.oldest_at:%Y-%m-%d %H:%M:%S}" if each.oldest_at else ""
        counts = map(str, (each.held_keys, each.dead_letters, each.workers))
        table.add_row(each.subscriber, str(each.pending), oldest, *counts, each.reason)
    _console().print(table)


@events.command()
@click.option("--subscriber", help="Only those of this subscriber.")
@click.option("--limit", type=click.IntRange(1, 200), default=50, help="How many.")
def dead(subscriber: str | None, limit: int) -> None:
    """List the deliveries that were given up."""
    table = Table("id", "subscriber", "event", "key", "attempts", "died", "key is", "reason")
    for letter in _ask(ListDeadLetters(subscriber=subscriber, most=limit)):
        table.add_row(
            str(letter.id),
            letter.subscriber,
            letter.event_type,
            letter.key,
            str(letter.attempts),
            f"{letter.died_at:%Y-%m-%d %H:%M:%S}",
            "parked" if letter.parks else "going on",
            letter.reason,
        )
    _console().print(table)


@events.command()
@click.argument("letter", type=click.UUID, required=False)
@click.option("--subscriber", help="Let this one hear history again; it must be declared replayable.")
@click.option("--id", "ids", type=click.UUID, multiple=True, help="Only these events.")
@click.option("--type", "kind", help="Only this type.")
@click.option("--key", help="Only this key.")
@click.option("--since", type=click.DateTime(), help="Only what was published since then, in UTC.")
@click.option("--until", type=click.DateTime(), help="Only what was published before then, in UTC.")
def replay(
    letter: UUID | None,
    subscriber: str | None,
    ids: tuple[UUID, ...],
    kind: str | None,
    key: str | None,
    since: datetime | None,
    until: datetime | None,
) -> None:
    """Deliver the dead LETTER again; or, with --subscriber, all history that fits the conditions."""
    if (letter is None) == (subscriber is None):
        raise click.UsageError("Give either the id of a dead letter, or --subscriber.")
    if letter is not None:
        _with_bus(lambda bus: bus.do(RetryDeadLetter(id=letter)))
        click.echo(f"{letter} is delivered again.")
        return
    command = ReplayEvents(
        subscriber=subscriber or "",
        ids=list(ids) or None,
        type=kind,
        key=key,
        since=_utc(since),
        until=_utc(until),
    )
    click.echo(f"{_with_bus(lambda bus: bus.do(command))} events are delivered to {subscriber} again.")


@events.command()
@click.argument("letter", type=click.UUID)
def discard(letter: UUID) -> None:
    """Give the dead LETTER up for good; what waits behind it goes on."""
    _with_bus(lambda bus: bus.do(DiscardDeadLetter(id=letter)))
    click.echo(f"{letter} is discarded.")


@events.command()
@click.argument("subscriber")
@click.confirmation_option(prompt="What waits for this subscriber is dropped for good. Go on?")
def retire(subscriber: str) -> None:
    """Forget a SUBSCRIBER whose code is gone, and what waits for it."""
    dropped = _with_bus(lambda bus: bus.do(RetireSubscriber(subscriber=subscriber)))
    click.echo(f"{subscriber} is forgotten, and {dropped} deliveries that waited for it.")


def _ask(query: Query[T]) -> T:
    return _with_bus(lambda bus: bus.ask(query))


def _with_bus(work: Callable[[Bus], Awaitable[T]]) -> T:
    async def working(runtime: Runtime) -> T:
        context = Context(actor=SYSTEM, caller="command line", reason="souk events")
        return await work(runtime.switchboard.bus(context))

    return with_runtime(configured(), working)


def _print(event: PublishedEvent) -> None:
    when = f"{event.published_at:%Y-%m-%d %H:%M:%S}"
    _console().print(f"{when}  {event.id}  [bold]{event.type}[/bold]  {event.key}", highlight=False)
    _console().print(event.payload, highlight=False, markup=False)


def _utc(moment: datetime | None) -> datetime | None:
    return moment and moment.replace(tzinfo=UTC)


def _console() -> Console:
    """Made when it is used: as wide as the terminal is now."""
    return Console(soft_wrap=True)
