"""Attempts to pay an order: what payments told about each."""

from datetime import datetime
from enum import StrEnum
from typing import Literal
from uuid import UUID

from souk.kernel import Money, Value

Method = Literal["credit_card", "paypal"]


class AttemptState(StrEnum):
    """How far the attempt is, as orders has heard."""

    ASKED = "asked"
    ACTION_REQUIRED = "action_required"
    AUTHORIZED = "authorized"
    CAPTURED = "captured"
    FAILED = "failed"
    VOIDED = "voided"


AT_REST = frozenset({AttemptState.FAILED, AttemptState.VOIDED})
"""Nothing of it is with us, or on its way."""


class Attempt(Value):
    """One attempt, known to payments by the same id.

    `returned` are the ids of the refunds that were heard of: hearing of one twice counts once.
    """

    id: UUID
    method: Method
    amount: Money
    asked_at: datetime
    captured: Money
    refunded: Money
    token: str | None = None
    state: AttemptState = AttemptState.ASKED
    failure: str = ""
    action_url: str | None = None
    returned: tuple[UUID, ...] = ()

    @property
    def at_rest(self) -> bool:
        return self.state in AT_REST

    @property
    def kept(self) -> Money:
        """What we have of the customer's money by it."""
        return self.captured - self.refunded

    @property
    def covers(self) -> Money:
        """What the order may count on: taken, or reserved for us to take."""
        return self.amount if self.state is AttemptState.AUTHORIZED else self.kept
