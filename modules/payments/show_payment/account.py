"""A payment as staff see it."""

from datetime import datetime
from uuid import UUID

from modules.payments.domain.lifecycle import Happening, Status
from modules.payments.domain.operation import Kind, Progress
from souk.kernel import Money, Value


class Wish(Value):
    id: UUID
    kind: Kind
    amount: Money
    reason: str
    progress: Progress
    failure: str
    wanted_at: datetime
    ended_at: datetime | None


class Line(Value):
    number: int
    happening: Happening
    amount: Money
    reference: str
    refund_id: UUID | None
    recorded_at: datetime


class Account(Value):
    id: UUID
    order_id: UUID
    person_id: UUID | None
    provider: str
    reference: str
    method: str
    status: Status
    amount: Money
    authorized: Money
    captured: Money
    refunded: Money
    refundable: Money
    failure: str
    delay: str
    created_at: datetime
    operations: list[Wish]
    ledger: list[Line]
