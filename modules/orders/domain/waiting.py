"""Waiting: why an order is where it is, who must act, and by when."""

from datetime import datetime, timedelta
from enum import StrEnum

from souk.kernel import Value

RESERVED_FOR = timedelta(minutes=60)
"""How long stock is promised to somebody who has not paid."""
TO_PAY_AGAIN = timedelta(minutes=30)
"""At least that long somebody whose payment failed may try again."""
FOR_OTHERS = timedelta(minutes=2)
"""How long catalog or payments may take before somebody looks."""
FOR_PROVIDER = timedelta(hours=24)
"""An order that waits for a broken provider longer than this is cancelled."""
TO_SEND = timedelta(days=2)
TO_ARRIVE = timedelta(days=14)
TO_RETURN = timedelta(days=30)
STAFF_AGAIN = timedelta(days=1)
"""How long staff may take before the order is looked at again."""


class Who(StrEnum):
    """Who must act next."""

    CUSTOMER = "customer"
    STAFF = "staff"
    SYSTEM = "system"


class NextAction(Value):
    """Who must act, and by when."""

    who: Who
    by: datetime


class Why(StrEnum):
    """Why an order is where it is. Stable codes, documented; of a cancelled one, why it was cancelled."""

    WAITS_FOR_STOCK = "waits_for_stock"
    WAITS_FOR_PAYMENT = "waits_for_payment"
    PROVIDER_UNAVAILABLE = "provider_unavailable"
    OUTCOME_UNKNOWN = "outcome_unknown"
    CUSTOMER_MUST_CONFIRM = "customer_must_confirm"
    PAYMENT_FAILED = "payment_failed"
    UNDERPAID = "underpaid"
    TO_BE_SENT = "to_be_sent"
    REST_TO_BE_SENT = "rest_to_be_sent"
    ON_ITS_WAY = "on_its_way"
    ARRIVED = "arrived"
    RETURN_EXPECTED = "return_expected"
    RETURNED_IN_PART = "returned_in_part"
    RETURNED = "returned"
    NEEDS_STAFF = "needs_staff"
    OUT_OF_STOCK = "out_of_stock"
    STOCK_LOST = "stock_lost"
    CANCELLED_BY_CUSTOMER = "cancelled_by_customer"
    CANCELLED_BY_STAFF = "cancelled_by_staff"
    NOT_PAID_IN_TIME = "not_paid_in_time"
    PROVIDER_AWAY_TOO_LONG = "provider_away_too_long"
