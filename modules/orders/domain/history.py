"""What happened to an order, as its customer and the staff may read it."""

from datetime import datetime

from modules.orders.domain.waiting import Who
from souk.kernel import Money, Value


class Moment(Value):
    """One line of the timeline: a stage that was reached, or something about money; codes, no free text."""

    at: datetime
    who: Who
    what: str
    why: str = ""
    amount: Money | None = None
