"""What fifty buyers want at once, twenty times over: nothing is sold, charged or given back twice."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

import pytest

from modules.orders.contracts.commands import OrderedItem, PlaceOrder
from modules.orders.domain.placing import OutOfStock
from modules.orders.domain.refunding import MoreThanWasPaid
from modules.orders.refund_order.handler import RefundOrder
from modules.payments.contracts.events import CheckWanted
from souk.database import Unavailable
from souk.kernel import Refusal
from souk.messages import SYSTEM
from souk.testing import Stage, customer
from souk.testing.patience import until
from tests.payments.sandbox_at_hand import providers_of
from tests.shop.checkout.conftest import HOME, Shop

CROWDS = [pytest.param(8, 1, id="small"), pytest.param(50, 20, id="fifty", marks=pytest.mark.slow)]
"""How many at once, and how many times over."""

T = TypeVar("T")


async def insist(do: Callable[[], Awaitable[T]]) -> T | Refusal:
    """As a client does: a busy server is asked again, a refusal is an answer."""
    while True:
        try:
            return await do()
        except Unavailable:
            continue
        except Refusal as refusal:
            return refusal


async def at_once(many: int, do: Callable[[int], Awaitable[T]]) -> list[T]:
    """Have it done so many times at once, and return what was not refused."""
    outcomes = await asyncio.gather(*(insist(lambda n=number: do(n)) for number in range(many)))
    return [outcome for outcome in outcomes if not isinstance(outcome, Refusal)]


@pytest.mark.parametrize(("many", "rounds"), CROWDS)
@pytest.mark.security(24)
async def test_the_last_one_is_sold_once(shop: Shop, many: int, rounds: int):
    for turn in range(rounds):
        phone = await shop.stock(on_hand=1, sku=f"PHONE-{turn}")
        taken = await at_once(many, lambda _, phone=phone: shop.order(phone))
        await shop.settle()
        stages = [await shop.stage_of(order) for order in taken]
        assert stages.count("ReadyToFulfil") == 1
        assert set(stages) <= {"ReadyToFulfil", "Cancelled"}
        assert sum([(await shop.money(order))[0] for order in taken]) == 59999
        assert await shop.stock_of(phone) == (1, 1)


@pytest.mark.parametrize(
    "many", [pytest.param(12, id="small"), pytest.param(100, id="all", marks=pytest.mark.slow)]
)
async def test_what_everybody_wants_is_promised_to_everybody_while_there_is_enough(
    shop: Shop, stage: Stage, many: int
):
    """They wait for one another at one row: nobody is refused or given up for that."""
    phone = await shop.stock(on_hand=2 * many)
    taken = await at_once(many, lambda _: shop.order(phone))
    assert len(taken) == many
    stage.runtime.dispatch()
    await until(lambda: _all_know_of_their_goods(shop), seconds=300)
    assert await stage.rows("SELECT * FROM orders.order WHERE stage LIKE 'Cancel%'") == []
    assert await shop.stock_of(phone) == (2 * many, many)
    assert await stage.rows("SELECT * FROM souk.dead_letter") == []


@pytest.mark.parametrize(("many", "rounds"), CROWDS)
async def test_who_wants_the_same_goods_in_opposite_order_never_waits_for_another_in_a_circle(
    shop: Shop, stage: Stage, many: int, rounds: int
):
    for turn in range(rounds):
        pair = [await shop.stock(on_hand=5, sku=f"{name}-{turn}") for name in ("PHONE", "CASE")]
        there = tuple(OrderedItem(variant_id=id, quantity=1) for id in pair)
        command = PlaceOrder(items=there, shipping_address=HOME, payment_method="credit_card")
        back = PlaceOrder(items=there[::-1], shipping_address=HOME, payment_method="credit_card")

        async def buy(number: int, ways=(command, back)):
            return await stage.do(ways[number % 2], customer())

        taken = await at_once(many, buy)
        await shop.settle()
        assert [await shop.stage_of(order) for order in taken].count("ReadyToFulfil") == 5
        assert [await shop.stock_of(id) for id in pair] == [(5, 5), (5, 5)]
    assert await stage.rows("SELECT 1 FROM souk.dead_letter") == []


async def test_one_thing_on_two_lines_counts_twice(shop: Shop, stage: Stage):
    phone = await shop.stock(on_hand=1)
    items = tuple(OrderedItem(variant_id=phone, quantity=1) for _ in range(2))
    twice = PlaceOrder(items=items, shipping_address=HOME, payment_method="credit_card")
    await stage.scenario.do(twice, customer()).then_refused(OutOfStock)


@pytest.mark.parametrize(("many", "rounds"), CROWDS)
async def test_of_many_refunds_of_sixty_percent_one_is_given(
    shop: Shop, stage: Stage, many: int, rounds: int
):
    for turn in range(rounds):
        order = await shop.order(await shop.stock(cents=10000, sku=f"PHONE-{turn}"))
        await shop.settle()
        command = RefundOrder(order_id=order.order_id, amount="60.00", reason="sorry")
        assert len(await at_once(many, lambda _, command=command: stage.do(command, SYSTEM))) == 1
        await stage.scenario.do(command, SYSTEM).then_refused(MoreThanWasPaid)
        await shop.settle()
        assert await shop.money(order) == (10000, 6000)


@pytest.mark.parametrize(("many", "rounds"), CROWDS)
async def test_the_customers_return_and_the_providers_letters_take_the_money_once(
    shop: Shop, stage: Stage, many: int, rounds: int
):
    sandbox = providers_of(stage).sandbox
    for turn in range(rounds):
        stage.clock.advance(minutes=2)  # ahead of the database's, or who waits for the customer never rests
        ann, phone = customer(), await shop.stock(sku=f"PHONE-{turn}")
        order = await shop.order(phone, actor=ann, payment_token="tok_action_required")
        await shop.settle()
        assert await shop.stage_of(order) == "AwaitingCustomer"
        (payment,) = (await shop.row(order))["attempts"]
        told = [CheckWanted(payment_id=payment["id"]) for _ in range(many)]
        await asyncio.gather(
            sandbox.confirm(payment["id"], agrees=True), stage.publish("payments", *told), stage.settle()
        )
        await shop.settle()
        assert await shop.stage_of(order) == "ReadyToFulfil"
        assert await shop.money(order) == (59999, 0)


async def _all_know_of_their_goods(shop: Shop) -> bool:
    return not await shop.stage.rows("SELECT 1 FROM orders.order WHERE stage = 'AwaitingStock'")
