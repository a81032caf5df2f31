"""What a change of an order amounts to; told to the others by whoever stores it."""

from uuid import UUID

from modules.orders.domain.errands import Goods
from modules.orders.domain.stages import Happening, Stage
from modules.orders.domain.waiting import Why
from souk.kernel import Value


class Moved(Value):
    """It went from one stage to another."""

    came_from: Stage
    to: Stage
    by: Happening
    why: Why


class Refused(Value):
    """Something was heard that has no place in this stage; nothing was changed by it."""

    stage: Stage
    happening: Happening


class Confirmed(Value):
    pass


class PaymentFell(Value):
    payment_id: UUID
    failure: str


class CalledOff(Value):
    why: Why


class PartlyCalledOff(Value):
    goods: tuple[Goods, ...]


class SentOff(Value):
    parcel_id: UUID
    goods: tuple[Goods, ...]
    complete: bool


class Arrived(Value):
    pass


class CameBack(Value):
    return_id: UUID
    goods: tuple[Goods, ...]
    complete: bool


Fact = Moved | Refused | Confirmed | PaymentFell | CalledOff | PartlyCalledOff | SentOff | Arrived | CameBack
