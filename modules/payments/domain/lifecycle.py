"""The life of a payment: which status what happens leads to. Whatever is not in the table is refused."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from souk.kernel import Refusal


class Status(StrEnum):
    CREATED = "created"
    UNKNOWN = "unknown"
    ACTION_REQUIRED = "action_required"
    AUTHORIZED = "authorized"
    CAPTURED = "captured"
    PARTIALLY_REFUNDED = "partially_refunded"
    REFUNDED = "refunded"
    FAILED = "failed"
    VOIDED = "voided"


class Happening(StrEnum):
    """What the ledger of a payment records."""

    DOUBTED = "doubted"
    ACTION_ASKED = "action_asked"
    AUTHORIZED = "authorized"
    CAPTURED = "captured"
    FAILED = "failed"
    VOIDED = "voided"
    REFUNDED_A_PART = "refunded_a_part"
    REFUNDED_THE_REST = "refunded_the_rest"


class NotInThisState(Refusal):
    """This cannot happen to a payment in its state."""


OPEN = (Status.CREATED, Status.UNKNOWN, Status.ACTION_REQUIRED)
TAKEN = (Status.CAPTURED, Status.PARTIALLY_REFUNDED)

LIFE: Mapping[tuple[Status, Happening], Status] = MappingProxyType(
    {
        (Status.CREATED, Happening.DOUBTED): Status.UNKNOWN,
        **{(status, Happening.ACTION_ASKED): Status.ACTION_REQUIRED for status in OPEN},
        **{(status, Happening.AUTHORIZED): Status.AUTHORIZED for status in OPEN},
        **{(status, Happening.FAILED): Status.FAILED for status in OPEN},
        **{(status, Happening.VOIDED): Status.VOIDED for status in (*OPEN, Status.AUTHORIZED)},
        (Status.AUTHORIZED, Happening.CAPTURED): Status.CAPTURED,
        (Status.CAPTURED, Happening.CAPTURED): Status.CAPTURED,
        **{
            (status, Happening.CAPTURED): Status.PARTIALLY_REFUNDED
            for status in (Status.PARTIALLY_REFUNDED, Status.REFUNDED)
        },
        **{(status, Happening.REFUNDED_A_PART): Status.PARTIALLY_REFUNDED for status in TAKEN},
        **{(status, Happening.REFUNDED_THE_REST): Status.REFUNDED for status in TAKEN},
        # Money that was taken is booked whatever we believed before: it is there, and can be given back.
        (Status.FAILED, Happening.AUTHORIZED): Status.AUTHORIZED,
        (Status.VOIDED, Happening.AUTHORIZED): Status.AUTHORIZED,
        (Status.FAILED, Happening.CAPTURED): Status.CAPTURED,
        (Status.VOIDED, Happening.CAPTURED): Status.CAPTURED,
    }
)


def follow(status: Status, happening: Happening) -> Status:
    """Return the status after it, or refuse."""
    found = LIFE.get((status, happening))
    if found is None:
        raise NotInThisState(f"A payment that is {status} cannot be {happening}.")
    return found
