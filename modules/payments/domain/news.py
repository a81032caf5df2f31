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
    return notice.reference != reference or status not in said_by_books(notice)


def said_by_books(notice: Notice) -> frozenset[Status]:
    """Return where a payment stands of which the books say already what the webhook says."""
    return frozenset() if notice.tells is None else SAID_BY.get(notice.tells, frozenset())
