"""Whether what a webhook says is worth a question to the provider."""

from collections.abc import Mapping

from modules.payments.domain.found import Standing
from modules.payments.domain.gateway import Notice
from modules.payments.domain.lifecycle import Status

TAKEN = frozenset({Status.CAPTURED, Status.PARTIALLY_REFUNDED, Status.REFUNDED})
SAID_BY: Mapping[Standing, frozenset[Status]] = {
    Standing.AUTHORIZED: TAKEN | {Status.AUTHORIZED},
    Standing.CAPTURED: TAKEN,
    Standing.FAILED: frozenset({Status.FAILED}),
    Standing.VOIDED: frozenset({Status.VOIDED}),
}


def is_news(notice: Notice, *, reference: str, status: Status) -> bool:
    """Tell whether the books may lack something. What they say already, our own call was told first."""
    if notice.tells is None or notice.reference != reference:
        return True
    return status not in SAID_BY.get(notice.tells, ())
