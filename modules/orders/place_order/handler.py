"""Order items: price them, store the order, announce it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Protocol
from uuid import UUID

from modules.orders.contracts.commands import PlacedOrder, PlaceOrder, PostalAddress
from modules.orders.contracts.events import OrderedGoods, OrderPlaced
from modules.orders.contracts.queries import QuoteOrder
from modules.orders.domain.addresses import Address
from modules.orders.domain.guests import GuestKeys, key_of
from modules.orders.domain.order import Order
from modules.orders.domain.paying import first_attempt
from modules.orders.domain.placing import Buyer, GuestNeedsEmail, Wishes, place
from modules.orders.domain.pricing.coupons import guest_as_customer
from modules.orders.domain.pricing.totals import Totals
from modules.orders.tables.placing import write
from souk.database import Transaction
from souk.messages import ActorKind, Job
from souk.workflow import Step, track

UNTIL_CONFIRMED = timedelta(minutes=5)
"""So long a customer may think it over before the confirmation goes out."""


class Prices(Protocol):
    async def __call__(self, tx: Transaction, wanted: QuoteOrder, customer: UUID | None) -> Totals: ...


class ClaimsCoupon(Protocol):
    async def __call__(self, tx: Transaction, *, code: str, order_id: UUID, customer: UUID) -> None: ...


async def place_order(
    tx: Transaction,
    command: PlaceOrder,
    *,
    prices: Prices,
    claim_coupon: ClaimsCoupon,
    guest_keys: GuestKeys,
    placed: Callable[[Order], Step],
    confirmation: Callable[[UUID], Job],
) -> PlacedOrder:
    """Prices are asked for first; the order, its coupon and its event are one transaction."""
    id = tx.new_id()
    token = None if tx.actor.kind is ActorKind.PERSON else guest_keys.token(id)
    buyer = _buyer(tx, command, token)
    customer = buyer.person_id or guest_as_customer(buyer.email or "")
    totals = await prices(tx, _quote(command), customer)
    order = place(totals, buyer, _wishes(command, totals.country), id=id, at=tx.now)
    first_attempt(
        order, id=tx.new_id(), method=command.payment_method, token=command.payment_token, at=tx.now
    )
    await write(tx, order)
    await track(tx, placed(order))
    if order.coupon:
        await claim_coupon(tx, code=order.coupon, order_id=id, customer=customer)
    tx.publish(_event(order))
    tx.enqueue(confirmation(id), delay=UNTIL_CONFIRMED)
    return _answer(order, token)


def _buyer(tx: Transaction, command: PlaceOrder, token: str | None) -> Buyer:
    if token is None:
        return Buyer(person_id=tx.actor.id, language=command.language)
    if command.email is None:
        raise GuestNeedsEmail
    return Buyer(email=command.email.casefold(), guest_key=key_of(token), language=command.language)


def _quote(command: PlaceOrder) -> QuoteOrder:
    return QuoteOrder(
        items=command.items,
        country=command.shipping_address.country,
        shipping_method=command.shipping_method,
        coupon=command.coupon,
    )


def _wishes(command: PlaceOrder, country: str) -> Wishes:
    billing = command.billing_address
    return Wishes(
        shipping_address=_address(command.shipping_address, country),
        billing_address=_address(billing, country) if billing else None,
        cart_id=command.cart_id,
        cart_version=command.cart_version,
    )


def _address(given: PostalAddress, country: str) -> Address:
    return Address(
        street=given.street,
        city=given.city,
        zip_code=given.zip_code,
        country=given.country or country,
        name=given.name,
        company=given.company,
        line2=given.line2,
        region=given.region,
        phone=given.phone,
    )


def _event(order: Order) -> OrderPlaced:
    goods = tuple(
        OrderedGoods(variant_id=line.variant_id, product_id=line.product_id, quantity=line.quantity)
        for line in order.lines
    )
    return OrderPlaced(order_id=order.id, person_id=order.person_id, cart_id=order.cart_id, goods=goods)


def _answer(order: Order, token: str | None) -> PlacedOrder:
    return PlacedOrder(
        order_id=order.id,
        number=order.number,
        status=order.status,
        stage=order.stage,
        subtotal=order.money(order.subtotal_minor),
        discount=order.money(order.discount_minor),
        shipping=order.money(order.shipping_minor),
        tax=order.money(order.tax_minor),
        total=order.total,
        ordered_at=order.placed_at,
        guest_token=token,
    )
