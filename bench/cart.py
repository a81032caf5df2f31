"""Adding to carts: the command with all it asks and writes, beside a bare upsert of one line.

Run: python bench/cart.py EMPTY_DATABASE_URL [seconds]. Budget over HTTP: 500/s, p99 below 60 ms.
"""

import asyncio
import statistics
import sys
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

import uvloop
from sqlalchemy import text
from stand import Figure, show

from modules.cart.add_item.handler import AddItem
from modules.catalog.contracts.queries import QuoteVariants, VariantOffer
from modules.catalog.contracts.shelves import OfferedCategory, OfferedProduct, OfferedVariant, StockShelves
from shop.assembly import SECTIONS, assemble
from souk.bus import Bus
from souk.configuration import load
from souk.database.migrations import Migrations
from souk.kernel import Money, new_id
from souk.messages import SYSTEM, Actor, ActorKind, Context
from souk.runtime import Runtime, settle_memory

ROOT = Path(__file__).parents[1]
SECRET = "x" * 40
PRODUCTION = {  # development copies each answer
    "secret": SECRET,
    "environment": "production",
    "web.allowed_hosts": ["shop.test"],
    "web.public_url": "https://shop.test",
    "mail.smtp_host": "mail.shop.test",
    "mail.sender": "desk@shop.test",
}
CLIENTS = 8
PEOPLE = 200
BARE = text(
    "INSERT INTO cart.bare (person, variant, quantity) VALUES (:person, :variant, 1)"
    " ON CONFLICT (person, variant) DO UPDATE SET quantity = bare.quantity + 1 RETURNING quantity"
)


async def measured(add: Callable[[int], Awaitable[object]], seconds: float) -> tuple[float, float, float]:
    """Let the clients add as fast as they can; return adds per second and the milliseconds of p50 and p99."""
    taken: list[float] = []
    until = time.perf_counter() + seconds

    async def client(number: int) -> None:
        turn = number
        while (started := time.perf_counter()) < until:
            await add(turn)
            turn += CLIENTS
            taken.append((time.perf_counter() - started) * 1e3)

    await asyncio.gather(*(client(number) for number in range(CLIENTS)))
    cuts = statistics.quantiles(taken, n=100)
    return len(taken) / seconds, cuts[49], cuts[98]


async def bench(url: str, seconds: float) -> None:
    configuration = load(SECTIONS, environment={}, overrides=PRODUCTION | {"database.url": url})
    registry = assemble(configuration)
    Migrations(url, SECRET, registry.names, ROOT / "migrations").up()
    runtime = Runtime(registry, configuration)
    variant_id = (await stocked(runtime)).variant_id
    people = [Actor(kind=ActorKind.PERSON, id=new_id(), session=new_id()) for _ in range(PEOPLE)]
    settle_memory()

    async def ours(turn: int) -> object:
        person = people[turn % PEOPLE]
        bus = runtime.switchboard.bus(Context(actor=person, reason="bench"))
        cart = await bus.do(AddItem(variant_id=variant_id, quantity=1))
        if cart.item_count >= 90:
            people[turn % PEOPLE] = Actor(kind=ActorKind.PERSON, id=new_id(), session=new_id())
        return cart

    engine = runtime.databases["cart"].engine
    async with engine.begin() as connection:
        await connection.execute(text("DROP TABLE IF EXISTS cart.bare"))
        await connection.execute(
            text(
                "CREATE TABLE cart.bare"
                " (person uuid, variant uuid, quantity int, PRIMARY KEY (person, variant))"
            )
        )

    async def bare(turn: int) -> object:
        async with engine.begin() as connection:
            person = people[turn % PEOPLE].id
            return await connection.scalar(BARE, {"person": person, "variant": variant_id})

    mine, its = [], []
    for _ in range(2):
        mine.append(await measured(ours, seconds))
        its.append(await measured(bare, seconds))
    ratios = [our[0] / other[0] for our, other in zip(mine, its, strict=True)]
    show(
        [
            Figure("adds to a cart, in process", [rate for rate, _, _ in mine], "adds/s", 500),
            Figure("   p50", [middle for _, middle, _ in mine], "ms"),
            Figure("   p99", [late for _, _, late in mine], "ms", 60, at_least=False),
            Figure("   a bare upsert of one line", [rate for rate, _, _ in its], "adds/s"),
            Figure("   ours / bare", ratios, "fold"),
        ]
    )
    await runtime.close()


async def stocked(runtime: Runtime) -> VariantOffer:
    """One phone on the shelves; and what catalog says of it."""
    bus: Bus = runtime.switchboard.bus(Context(actor=SYSTEM, reason="bench"))
    variant = OfferedVariant(sku="PHONE", price=Money(minor=59999, currency="EUR"), on_hand=1_000_000)
    phone = OfferedProduct(slug="phone", name="Phone", category="phones", variants=(variant,))
    await bus.do(StockShelves(categories=(OfferedCategory(slug="phones", name="Phones"),), products=(phone,)))
    async with runtime.databases["catalog"].engine.connect() as connection:
        id = await connection.scalar(text("SELECT id FROM catalog.variant WHERE sku = 'PHONE'"))
    (offer,) = await bus.ask(QuoteVariants(variant_ids=(id,)))
    return offer


if __name__ == "__main__":
    uvloop.run(bench(sys.argv[1], float(sys.argv[2]) if len(sys.argv) > 2 else 5.0))
