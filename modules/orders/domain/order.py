"""An order: what was ordered and paid, how far it has got, and why it waits."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

import msgspec

from modules.orders.domain.addresses import Address
from modules.orders.domain.attempts import Attempt
from modules.orders.domain.changes import Change
from modules.orders.domain.facts import Moved, Refused
from modules.orders.domain.history import Moment
from modules.orders.domain.lines import OrderLine
from modules.orders.domain.parcels import Parcel, Refund, Return
from modules.orders.domain.stages import OVER, STATUSES, Happening, NotPossibleNow, Stage, Status, after
from modules.orders.domain.waiting import (
    FOR_OTHERS,
    RESERVED_FOR,
    TO_ARRIVE,
    TO_PAY_AGAIN,
    TO_SEND,
    NextAction,
    Who,
    Why,
)
from souk.kernel import Money

WAITS: dict[Stage, tuple[Why | None, Who | None, timedelta]] = {
    Stage.AWAITING_STOCK: (Why.WAITS_FOR_STOCK, Who.SYSTEM, FOR_OTHERS),
    Stage.AWAITING_PAYMENT: (Why.WAITS_FOR_PAYMENT, Who.SYSTEM, FOR_OTHERS),
    Stage.AWAITING_CUSTOMER: (Why.CUSTOMER_MUST_CONFIRM, Who.CUSTOMER, TO_PAY_AGAIN),
    Stage.PAYMENT_FAILED: (Why.PAYMENT_FAILED, Who.CUSTOMER, TO_PAY_AGAIN),
    Stage.READY_TO_FULFIL: (Why.TO_BE_SENT, Who.STAFF, TO_SEND),
    Stage.PARTIALLY_FULFILLED: (Why.REST_TO_BE_SENT, Who.STAFF, TO_SEND),
    Stage.FULFILLED: (Why.ON_ITS_WAY, Who.SYSTEM, TO_ARRIVE),
    Stage.DELIVERED: (Why.ARRIVED, None, FOR_OTHERS),
    Stage.PARTIALLY_RETURNED: (Why.RETURNED_IN_PART, None, FOR_OTHERS),
    Stage.RETURNED: (Why.RETURNED, None, FOR_OTHERS),
    Stage.CANCELLING: (None, Who.SYSTEM, FOR_OTHERS),
    Stage.CANCELLED: (None, None, FOR_OTHERS),
}
"""In each stage: the reason, who acts next, and how long that may take. Without one, the reason stays."""
TO_THE_CUSTOMER = frozenset({Stage.AWAITING_CUSTOMER, Stage.PAYMENT_FAILED})


@dataclass(eq=False, kw_only=True)
class Order:
    """Changed by the functions beside it (paying, cancelling, sending, returning), stage by stage.

    It is one row, locked while it changes: its lines, attempts to pay, parcels, returns and refunds are
    values inside it. `captured_minor` and `refunded_minor` are the sums over its attempts.
    """

    id: UUID
    number: str = field(init=False)
    version: int = field(init=False)
    person_id: UUID | None
    cart_id: UUID | None
    cart_version: int | None
    guest_key: bytes | None
    email: str | None
    language: str | None
    shipping_address: Address | None
    billing_address: Address | None
    currency: str
    subtotal_minor: int
    discount_minor: int
    shipping_minor: int
    tax_minor: int
    included_tax_minor: int
    total_minor: int
    shipping_method: str
    coupon: str | None
    lines: tuple[OrderLine, ...]
    attempts: tuple[Attempt, ...]
    parcels: tuple[Parcel, ...]
    returns: tuple[Return, ...]
    refunds: tuple[Refund, ...]
    history: tuple[Moment, ...]
    stage: Stage
    status: Status
    why: Why
    detail: str
    next_who: Who | None
    next_by: datetime | None
    stage_since: datetime
    stock_released: bool
    shipping_refunded: bool
    forgets: bool
    captured_minor: int
    refunded_minor: int
    placed_at: datetime
    updated_at: datetime

    @property
    def total(self) -> Money:
        return self.money(self.total_minor)

    @property
    def paid(self) -> Money:
        """What we have of the customer's money."""
        return self.money(self.captured_minor - self.refunded_minor)

    @property
    def is_over(self) -> bool:
        return self.stage in OVER

    @property
    def pay_by(self) -> datetime:
        """Until then somebody who has not paid may do so."""
        return max(self.placed_at + RESERVED_FOR, self.stage_since + TO_PAY_AGAIN)

    @property
    def next_action(self) -> NextAction | None:
        if self.next_who is None or self.next_by is None:
            return None
        return NextAction(who=self.next_who, by=self.next_by)

    def money(self, minor: int) -> Money:
        return Money(minor=minor, currency=self.currency)

    def move(self, happening: Happening, change: Change, why: Why | None = None) -> bool:
        """Go where that leads from here. What has no place here changes nothing, and is told as Refused."""
        to = after(self.stage, happening)
        if to is None:
            change.tell(Refused(stage=self.stage, happening=happening))
            return False
        came_from = self.stage
        self.stage, self.stage_since, self.detail = to, change.at, ""
        self.status = STATUSES.get(to, self.status)
        self._wait_as_there(why)
        self.remember(change, to, self.why)
        change.tell(Moved(came_from=came_from, to=to, by=happening, why=self.why))
        return True

    def must_move(self, happening: Happening, change: Change, why: Why | None = None) -> None:
        """Go there because somebody wants it, or refuse."""
        if after(self.stage, happening) is None:
            raise NotPossibleNow(self.stage, happening)
        self.move(happening, change, why)

    def wait(self, why: Why, who: Who | None, by: datetime | None, detail: str = "") -> None:
        """Stay, for this reason, until that person acts."""
        self.why, self.next_who, self.next_by, self.detail = why, who, by, detail

    def rest(self) -> None:
        """Wait as is usual in this stage."""
        self._wait_as_there(None)

    def remember(self, change: Change, what: str, why: str = "", amount: Money | None = None) -> None:
        """Write it into the timeline."""
        moment = Moment(at=change.at, who=change.who, what=what, why=why, amount=amount)
        self.history = (*self.history, moment)

    def line_of(self, variant_id: UUID) -> OrderLine | None:
        return next((line for line in self.lines if line.variant_id == variant_id), None)

    def put_line(self, line: OrderLine) -> None:
        self.lines = tuple(line if line.variant_id == old.variant_id else old for old in self.lines)

    def put_attempt(self, attempt: Attempt) -> None:
        """Replace it, or add it at the end, and keep the sums."""
        known = any(attempt.id == old.id for old in self.attempts)
        others = tuple(attempt if attempt.id == old.id else old for old in self.attempts)
        self.attempts = others if known else (*others, attempt)
        self.captured_minor = sum(one.captured.minor for one in self.attempts)
        self.refunded_minor = sum(one.refunded.minor for one in self.attempts)

    def put_refund(self, refund: Refund) -> None:
        self.refunds = tuple(refund if refund.id == old.id else old for old in self.refunds)

    def put_return(self, one: Return) -> None:
        self.returns = tuple(one if one.id == old.id else old for old in self.returns)

    def forget(self) -> None:
        """Keep the order and its sums, and nothing that tells whose it was."""
        self.forgets = False
        self.person_id = self.guest_key = self.email = self.language = None
        self.shipping_address = self.billing_address = None
        self.attempts = tuple(msgspec.structs.replace(one, token=None) for one in self.attempts)

    def _wait_as_there(self, why: Why | None) -> None:
        usual, who, patience = WAITS[self.stage]
        by = self.pay_by if self.stage in TO_THE_CUSTOMER else self.stage_since + patience
        self.why = why or usual or self.why
        self.next_who, self.next_by = who, (by if who else None)
