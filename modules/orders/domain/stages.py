"""The stages of an order, what moves it from one to the next, and nothing else does: the table to read."""

from collections.abc import Mapping
from enum import StrEnum

from souk.kernel import Refusal


class Stage(StrEnum):
    """Exactly where an order is."""

    AWAITING_STOCK = "AwaitingStock"
    AWAITING_PAYMENT = "AwaitingPayment"
    AWAITING_CUSTOMER = "AwaitingCustomer"
    PAYMENT_FAILED = "PaymentFailed"
    READY_TO_FULFIL = "ReadyToFulfil"
    PARTIALLY_FULFILLED = "PartiallyFulfilled"
    FULFILLED = "Fulfilled"
    DELIVERED = "Delivered"
    PARTIALLY_RETURNED = "PartiallyReturned"
    RETURNED = "Returned"
    CANCELLING = "Cancelling"
    CANCELLED = "Cancelled"


class Status(StrEnum):
    """Where it is, roughly: what a customer is shown."""

    PENDING = "Pending"
    PROCESSING = "Processing"
    COMPLETED = "Completed"
    CANCELLED = "Cancelled"


class Happening(StrEnum):
    """What moves an order."""

    STOCK_PROMISED = "stock is promised"
    STOCK_REFUSED = "stock is refused"
    STOCK_LOST = "the promise of stock is gone"
    CUSTOMER_NEEDED = "the bank asks the customer"
    PAID = "it is paid"
    DECLINED = "the payment failed"
    PAYS_AGAIN = "the customer pays again"
    CANCELLED = "it is cancelled"
    UNDONE = "everything is undone"
    SENT_IN_PART = "a parcel is sent, more are to come"
    SENT = "the last parcel is sent"
    REST_CANCELLED = "what was not sent is cancelled"
    ARRIVED = "it has arrived"
    BACK_IN_PART = "some of it came back"
    BACK = "all of it came back"


S, H = Stage, Happening

TRANSITIONS: Mapping[Stage, Mapping[Happening, Stage]] = {
    S.AWAITING_STOCK: {
        H.STOCK_PROMISED: S.AWAITING_PAYMENT,
        H.STOCK_REFUSED: S.CANCELLED,
        H.CANCELLED: S.CANCELLING,
    },
    S.AWAITING_PAYMENT: {
        H.PAID: S.READY_TO_FULFIL,
        H.CUSTOMER_NEEDED: S.AWAITING_CUSTOMER,
        H.DECLINED: S.PAYMENT_FAILED,
        H.STOCK_LOST: S.CANCELLING,
        H.CANCELLED: S.CANCELLING,
    },
    S.AWAITING_CUSTOMER: {
        H.PAID: S.READY_TO_FULFIL,
        H.DECLINED: S.PAYMENT_FAILED,
        H.PAYS_AGAIN: S.AWAITING_PAYMENT,
        H.CANCELLED: S.CANCELLING,
    },
    S.PAYMENT_FAILED: {
        H.PAYS_AGAIN: S.AWAITING_PAYMENT,
        H.PAID: S.READY_TO_FULFIL,
        H.CANCELLED: S.CANCELLING,
    },
    S.READY_TO_FULFIL: {
        H.SENT_IN_PART: S.PARTIALLY_FULFILLED,
        H.SENT: S.FULFILLED,
        H.CANCELLED: S.CANCELLING,
    },
    S.PARTIALLY_FULFILLED: {
        H.SENT_IN_PART: S.PARTIALLY_FULFILLED,
        H.SENT: S.FULFILLED,
        H.REST_CANCELLED: S.FULFILLED,
    },
    S.FULFILLED: {
        H.ARRIVED: S.DELIVERED,
        H.BACK_IN_PART: S.PARTIALLY_RETURNED,
        H.BACK: S.RETURNED,
    },
    S.DELIVERED: {H.BACK_IN_PART: S.PARTIALLY_RETURNED, H.BACK: S.RETURNED},
    S.PARTIALLY_RETURNED: {H.BACK_IN_PART: S.PARTIALLY_RETURNED, H.BACK: S.RETURNED},
    S.RETURNED: {},
    S.CANCELLING: {H.UNDONE: S.CANCELLED},
    S.CANCELLED: {},
}

UNPAID = frozenset({S.AWAITING_STOCK, S.AWAITING_PAYMENT, S.AWAITING_CUSTOMER, S.PAYMENT_FAILED})
OVER = frozenset({S.DELIVERED, S.PARTIALLY_RETURNED, S.RETURNED, S.CANCELLED})
"""Nothing has to happen any more."""

STATUSES: Mapping[Stage, Status] = {
    **dict.fromkeys(UNPAID, Status.PENDING),
    **dict.fromkeys((S.READY_TO_FULFIL, S.PARTIALLY_FULFILLED, S.FULFILLED), Status.PROCESSING),
    **dict.fromkeys((S.DELIVERED, S.PARTIALLY_RETURNED, S.RETURNED), Status.COMPLETED),
    S.CANCELLED: Status.CANCELLED,
}
"""Cancelling has none of its own: an order keeps the one from which it came."""


class NotPossibleNow(Refusal):
    """The order is not where this could happen to it."""

    def __init__(self, stage: Stage, happening: Happening) -> None:
        super().__init__(f"The order is {stage}: {happening} cannot happen now.", stage=stage)


def after(stage: Stage, happening: Happening) -> Stage | None:
    """Return where that leads from there; None when it may not happen there."""
    return TRANSITIONS[stage].get(happening)
