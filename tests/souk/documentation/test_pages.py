"""A page about each module, from nothing but its declaration."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated
from uuid import UUID

from msgspec import Meta
from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Integer, MetaData, String, Table, Uuid

from souk.administration import administration
from souk.bus import Bus
from souk.configuration import PLATFORM_SECTIONS, load
from souk.database import Transaction
from souk.documentation import outdated, pages, write
from souk.http import Shown, get, requires
from souk.kernel import Money, NotFound, Value
from souk.messages import Command, Event, Job, Query
from souk.modules import Capability, Lifecycle, Module, Registry, Schedule, does, handles, hears

tables = MetaData(schema="bells")
Table(
    "bell", tables, Column("id", Uuid, primary_key=True), Column("name", String, nullable=False, unique=True)
)
Table(
    "stroke",
    tables,
    Column("id", Uuid, primary_key=True),
    Column("bell_id", Uuid, ForeignKey("bells.bell.id"), nullable=False),
    Column("loudness", Integer),
    Index("stroke_loud", "bell_id", postgresql_where="loudness > 10"),
    CheckConstraint("loudness > 0", name="stroke_audible"),
)


class Rung(Event, wire="bells.rung.v1", key="bell_id"):
    """A bell was rung."""

    bell_id: UUID
    at: datetime = datetime(2026, 1, 1, tzinfo=UTC)


class Offer(Value):
    """What a bell would cost."""

    price: Money


class BellPrices(Query[dict[str, Offer]], wire="bells.bell_prices.v2"):
    """Asks what these bells cost."""

    names: list[Annotated[str, Meta(max_length=10)]]


class Ring(Command[UUID | None], wire="bells.ring.v1"):
    """Ring it.

    Nobody reads this far.
    """


class Polish(Job, wire="bells.polish.v1"):
    """Polish the bell."""

    bell_id: UUID


async def bell_prices(_tx: Transaction, _: BellPrices) -> dict[str, Offer]:
    return {}


async def ring(_tx: Transaction, _: Ring) -> UUID | None:
    return None


async def polish(_tx: Transaction, _: Polish) -> None: ...


async def listen(_tx: Transaction, _: Rung) -> None: ...


class ShownBell(Shown):
    name: str


@get("/api/bells/{id}", policy=requires("bells:see"), refuses=[NotFound])
async def show_bell(id: UUID, bus: Bus) -> ShownBell:
    """Show a bell."""
    raise NotImplementedError


def registry(summary: str = "Rings.") -> Registry:
    bells = Module(
        name="bells",
        summary=summary,
        tables=tables,
        routes=[show_bell],
        handlers=[handles(bell_prices), handles(ring, capability="bells:see")],
        events=[Rung],
        jobs=[does(polish)],
        schedules=[Schedule(name="shine", cron="0 3 * * *", job=Polish(bell_id=UUID(int=1)))],
        permissions=[Capability(name="bells:see", meaning="See | hear bells")],
    )
    ears = Module(name="ears", summary="Hear.", tables=MetaData(schema="ears"), subscriptions=[hears(listen)])
    return Registry([bells, ears], administration([bells, ears], load(PLATFORM_SECTIONS, environment={})))


PAGE = pages(registry())["bells.md"]


def test_there_is_a_page_for_each_module_one_for_the_platform_and_one_for_the_whole():
    assert list(pages(registry())) == ["README.md", "bells.md", "ears.md", "souk.md"]


def test_tells_the_routes_with_who_may_call_them_and_what_they_may_refuse():
    assert "| `GET /api/bells/{id}` | requires bells:see | Show a bell. | 404 `not_found` |" in PAGE


def test_tells_the_permissions_and_keeps_their_table_whole():
    assert r"| `bells:see` | See \| hear bells |" in PAGE


def test_tells_a_query_with_its_fields_and_its_answer():
    assert (
        "#### `bells.bell_prices.v2`\n\nAsks what these bells cost.\n\n"
        "| field | type |  |\n| --- | --- | --- |\n| `names` | list of text (up to 10 long) |  |\n\n"
        "Answer: map of text to Offer."
    ) in PAGE
    assert "#### Offer\n\nWhat a bell would cost.\n\n" in PAGE
    assert "#### Money\n" in PAGE


def test_tells_a_command_with_the_capability_that_it_needs():
    assert "#### `bells.ring.v1`\n\nRing it. Needs `bells:see`.\n\nAnswer: id or nothing." in PAGE


def test_tells_an_event_with_its_key():
    assert "#### `bells.rung.v1`\n\nA bell was rung. In order for each `bell_id`." in PAGE
    assert "| `at` | time | optional |" in PAGE


def test_tells_jobs_and_when_they_are_due():
    assert "| `bells.polish.v1` | Polish the bell. | `bell_id` id |" in PAGE
    assert "| shine | `0 3 * * *` | `bells.polish.v1` |" in PAGE


def test_tells_tables_with_keys_indexes_and_checks():
    assert "| `bell_id` | uuid |  | refers to `bell` |" in PAGE
    assert "| `loudness` | integer | may be empty |  |" in PAGE
    assert "- index `stroke_loud` on `bell_id` where `loudness > 10`" in PAGE
    assert "- always `loudness > 0`" in PAGE


def test_draws_the_tables():
    assert "        varchar name UK\n" in PAGE
    assert "    stroke }o--|| bell : bell_id\n" in PAGE


def test_leaves_out_what_a_module_does_not_have():
    ears = pages(registry())["ears.md"]
    assert [line for line in ears.splitlines() if line.startswith("#")] == ["# ears", "## Neighbours"]
    assert "| `bells.rung.v1` | bells | `listen` |" in ears


def test_draws_who_needs_whom():
    whole = pages(registry())["README.md"]
    assert '    ears -->|"hears Rung"| bells\n' in whole
    assert "| `bells.rung.v1` | event | ears |" in whole
    assert "| [bells](bells.md) | Rings. | 1 | 2 | 1 | 1 | 2 |" in whole


def test_the_same_declarations_give_the_same_pages():
    assert pages(registry()) == pages(registry())


def test_says_which_page_is_stale_and_why(tmp_path: Path):
    write(pages(registry()), tmp_path)
    assert outdated(pages(registry()), tmp_path) == []
    (tmp_path / "gone.md").write_text("# gone")
    (tmp_path / "ears.md").unlink()
    assert outdated(pages(registry("Rings loudly.")), tmp_path) == [
        "README.md says something else than the module's declaration",
        "bells.md says something else than the module's declaration",
        "ears.md is missing",
        "gone.md is about a module that is gone",
    ]
    write(pages(registry("Rings loudly.")), tmp_path)
    assert outdated(pages(registry("Rings loudly.")), tmp_path) == []


def test_draws_the_transition_table_that_the_code_follows():
    life = Lifecycle.of(
        "bell",
        "at rest",
        [
            ("at rest", "rung", "swinging"),
            ("at rest", "pushed", "swinging"),
            ("swinging", "cracks", "broken"),
        ],
    )
    module = Module(name="bells", summary="Bells.", tables=tables, lifecycles=[life])
    page = pages(Registry([module]))["bells.md"]
    assert (
        """stateDiagram-v2
    state "at rest" as at_rest
    [*] --> at_rest
    at_rest --> swinging: rung, pushed
    swinging --> broken: cracks
    broken --> [*]
"""
        in page
    )
