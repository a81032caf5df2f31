"""How the endpoints of orders take and show goods that go out and come back, and the money for them."""

from datetime import datetime
from decimal import Decimal
from typing import Annotated
from uuid import UUID

from msgspec import Meta

from modules.orders.domain.errands import Goods
from modules.orders.domain.parcels import Parcel, Refund, Return
from souk.http import Body, Shown

Count = Annotated[int, Meta(ge=1, le=100_000)]
Reason = Annotated[str, Meta(min_length=1, max_length=200, pattern=r"\S")]


class GoodsBody(Body):
    variant_id: UUID
    quantity: Count


GoodsBodies = Annotated[tuple[GoodsBody, ...], Meta(min_length=1, max_length=100)]


class GoodsShown(Shown):
    variant_id: UUID
    quantity: int


class FulfilmentShown(Shown):
    id: UUID
    items: list[GoodsShown]
    carrier: str
    tracking_number: str
    tracking_url: str | None
    sent_at: datetime


class ReturnShown(Shown):
    id: UUID
    status: str
    items: list[GoodsShown]
    received: list[GoodsShown]
    reason: str
    refund: Decimal | None
    asked_at: datetime
    received_at: datetime | None


class RefundShown(Shown):
    id: UUID
    payment_id: UUID
    amount: Decimal
    reason: str
    status: str
    asked_at: datetime


def goods_of(bodies: tuple[GoodsBody, ...]) -> tuple[Goods, ...]:
    return tuple(Goods(variant_id=one.variant_id, quantity=one.quantity) for one in bodies)


def shown_fulfilment(parcel: Parcel) -> FulfilmentShown:
    return FulfilmentShown(
        id=parcel.id,
        items=_goods(parcel.goods),
        carrier=parcel.carrier,
        tracking_number=parcel.tracking,
        tracking_url=parcel.tracking_url,
        sent_at=parcel.sent_at,
    )


def shown_return(one: Return) -> ReturnShown:
    return ReturnShown(
        id=one.id,
        status=one.state,
        items=_goods(one.goods),
        received=_goods(one.received),
        reason=one.reason,
        refund=one.refund.major if one.refund else None,
        asked_at=one.asked_at,
        received_at=one.received_at,
    )


def shown_refund(one: Refund) -> RefundShown:
    return RefundShown(
        id=one.id,
        payment_id=one.payment_id,
        amount=one.amount.major,
        reason=one.reason,
        status=one.state,
        asked_at=one.asked_at,
    )


def _goods(goods: tuple[Goods, ...]) -> list[GoodsShown]:
    return [GoodsShown(variant_id=one.variant_id, quantity=one.quantity) for one in goods]
