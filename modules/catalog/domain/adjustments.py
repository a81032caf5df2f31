"""How a correction of stock may be said."""

from souk.kernel import Refusal


class DeltaOrQuantity(Refusal):
    """A correction is either by so many or to so many."""

    status = 422


def difference(delta: int | None, quantity: int | None, on_hand: int) -> int:
    """Return by how many it changes."""
    if quantity is None and delta is not None:
        return delta
    if delta is None and quantity is not None:
        return quantity - on_hand
    raise DeltaOrQuantity
