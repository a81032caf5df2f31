"""souk events."""

import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import TypeVar
from uuid import UUID

import rich_click as click
from rich.console import Console

from shop.command_line.running import with_bus
from shop.command_line.tables import table
from souk.bus import Bus
from souk.events.acting import DiscardDeadLetter, RetryDeadLetter
from souk.events.lag import Lag, ListLags
from souk.events.replay import ReplayEvents
from souk.events.retiring import RetireSubscriber
from souk.events.seeing import ListDeadLetters, ListEvents, PublishedEvent
from souk.messages import Query

T = TypeVar("T")

WHICH_LETTERS = "`souk events dead` lists those that there are."
WHICH_SUBSCRIBERS = "`souk events lag --all` lists every subscriber."
MOMENT = click.DateTime(["%Y-%m-%d", "%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"])
LOOK_SECONDS = 1.0
OVERLAP = timedelta(seconds=30)  # events appear when they commit, which is not the order of their times


@click.group()
def events() -> None:
    """Events: what was published, who is behind, and what could not be delivered.

    An event says that something happened; each subscriber is something that the shop does about it. What
    fails is tried again by itself; what fails for good is a dead letter, and waits for somebody to decide.

        souk events lag
    """


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
@click.option("--all", "everybody", is_flag=True, help="Those as well who have nothing to do.")
def lag(*, everybody: bool) -> None:
    """Say who is behind: how many events wait for each subscriber, since when, and why.

    Without a reason they only wait for their turn. `held keys` are things (orders, say) whose events wait
    for the next try of the first one; `dead` counts what was given up (`souk events dead`). Whom none of the
    running workers knows is behind as well.
    """
    lags = _ask(ListLags())
    at_work = any(each.workers for each in lags)
    behind = [each for each in lags if is_behind(each) or (at_work and not each.workers)]
    rows = table("subscriber", "waiting", "oldest", "held keys", "dead", "workers", "reason")
    for each in lags if everybody else behind:
        oldest = f"{each.oldest_at:%Y-%m-%d %H:%M:%S}" if each.oldest_at else ""
        counts = map(str, (each.held_keys, each.dead_letters, each.workers))
        rows.add_row(each.subscriber, str(each.pending), oldest, *counts, each.reason)
    if rows.row_count:
        _console().print(rows)
    nobody = "" if at_work else " No worker runs: `souk worker` starts one."
    click.echo(f"{len(lags)} subscribers, {len(behind)} of them behind.{nobody}")


def is_behind(lag: Lag) -> bool:
    return bool(lag.pending or lag.held_keys or lag.dead_letters)


@events.command()
@click.option("--subscriber", help="Only those of this subscriber.")
@click.option("--limit", type=click.IntRange(1, 200), default=50, help="How many.")
def dead(subscriber: str | None, limit: int) -> None:
    """List the dead letters: deliveries that were given up, each with the reason of its last attempt.

    Where the key is `parked`, later events of the same thing wait behind it. Mend the cause, then `souk
    events replay ID`; what cannot be mended: `souk events discard ID`.
    """
    letters = _ask(ListDeadLetters(subscriber=subscriber, most=limit))
    if not letters:
        click.echo("There are none.")
        return
    for letter in letters:
        parked = "parked" if letter.parks else "going on"
        click.echo(f"{letter.id}  {letter.died_at:%Y-%m-%d %H:%M:%S}  {letter.subscriber}")
        click.echo(f"    {letter.event_type}, {letter.attempts} attempts; key {letter.key} is {parked}")
        click.echo(f"    {letter.reason}")


@events.command()
@click.argument("letter", type=click.UUID, required=False)
@click.option("--subscriber", help="Let this one hear history again; it must be declared replayable.")
@click.option("--id", "ids", type=click.UUID, multiple=True, help="Only these events.")
@click.option("--type", "kind", help="Only this type.")
@click.option("--key", help="Only this key.")
@click.option(
    "--since",
    type=MOMENT,
    metavar="TIME",
    help="Only what was published since then, in UTC.",
)
@click.option("--until", type=MOMENT, metavar="TIME", help="Only what was published before then, in UTC.")
def replay(
    letter: UUID | None,
    subscriber: str | None,
    ids: tuple[UUID, ...],
    kind: str | None,
    key: str | None,
    since: datetime | None,
    until: datetime | None,
) -> None:
    """Deliver the dead LETTER again; or, with --subscriber, all history that fits the conditions.

    History is for subscribers that were declared replayable: the others would act twice.

        souk events replay --subscriber catalog.show_stock --since 2026-11-22T08:00
    """
    if (letter is None) == (subscriber is None):
        raise click.UsageError("Give either the id of a dead letter, or --subscriber.")
    if letter is not None:
        _with_bus(lambda bus: bus.do(RetryDeadLetter(id=letter)), WHICH_LETTERS)
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
    found = _with_bus(lambda bus: bus.do(command), WHICH_SUBSCRIBERS)
    click.echo(f"{found} events are delivered to {subscriber} again.")


@events.command()
@click.argument("letter", type=click.UUID)
def discard(letter: UUID) -> None:
    """Give the dead LETTER up for good; what waits behind it goes on. The audit remembers it."""
    _with_bus(lambda bus: bus.do(DiscardDeadLetter(id=letter)), WHICH_LETTERS)
    click.echo(f"{letter} is discarded.")


@events.command()
@click.argument("subscriber")
@click.confirmation_option(prompt="What waits for this subscriber is dropped for good. Go on?")
def retire(subscriber: str) -> None:
    """Forget a SUBSCRIBER whose code is gone, and what waits for it."""
    command = RetireSubscriber(subscriber=subscriber)
    dropped = _with_bus(lambda bus: bus.do(command), "Stop the workers that know it.")
    click.echo(f"{subscriber} is forgotten, and {dropped} deliveries that waited for it.")


def _ask(query: Query[T]) -> T:
    return _with_bus(lambda bus: bus.ask(query))


def _with_bus(work: Callable[[Bus], Awaitable[T]], hint: str = "") -> T:
    return with_bus("souk events", work, hint)


def _print(event: PublishedEvent) -> None:
    when = f"{event.published_at:%Y-%m-%d %H:%M:%S}"
    _console().print(f"{when}  {event.id}  [bold]{event.type}[/bold]  {event.key}", highlight=False)
    _console().print(event.payload, highlight=False, markup=False)


def _utc(moment: datetime | None) -> datetime | None:
    return moment and moment.replace(tzinfo=UTC)


def _console() -> Console:
    """Made when it is used: as wide as the terminal is now."""
    return Console(soft_wrap=True)
