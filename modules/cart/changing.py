"""How every change of a cart goes: it is read, the catalogue is asked, the change is written as one step.

Nobody waits for a lock where nobody else is about to change the same cart: the write holds only for the
version that was read. If somebody was faster, the cart is locked and changed as it is by then.
"""

from collections.abc import Awaitable, Callable
from typing import Any
from uuid import UUID

from modules.cart.domain.cart import Cart
from modules.cart.domain.offers import Looked
from modules.cart.domain.opening import Whose, brought_by, opened
from modules.cart.domain.showing import ShownCart, show, show_none
from modules.cart.tables.keeping import keep, lock
from souk.database import Transaction, Unavailable
from souk.messages import Query

Look = Callable[..., Awaitable[Looked]]

TRIES = 4
"""A cart that is not there cannot be locked: whoever loses the race to make it looks again."""


class Changing:
    """Bound in the wiring: `find_carts` is the question for what there is, `look` asks what it costs now."""

    def __init__(self, *, find_carts: Callable[..., Query[list[Cart]]], look: Look, currency: str) -> None:
        self._find_carts = find_carts
        self._look = look
        self._currency = currency

    async def __call__(
        self,
        tx: Transaction,
        guest_key: UUID | None,
        change: Callable[[Cart, Looked], object],
        *,
        expected: int | None = None,
        make: bool = False,
        without: Exception | None = None,
        **wanted: Any,
    ) -> ShownCart:
        """Let `change` do its work. Where there is no cart, raise `without`, or show that there is none."""
        whose = Whose(tx.actor.id, guest_key)
        carts = await tx.ask(self._find_carts(guest_key=guest_key))
        looked = await self._look(tx, carts, **wanted)

        for attempt in range(TRIES):
            if attempt or brought_by(whose, carts):
                carts = await lock(tx, whose)
            id = tx.new_id()
            cart = opened(whose, carts, expected=expected, make=make, new_id=id, at=tx.now)
            if cart is None and without is not None:
                raise without
            if cart is None:
                return show_none(id, empty_in=self._currency)
            change(cart, looked)
            if await keep(tx, cart, alone=True):
                for emptied in carts:  # a guest's, under its lock
                    await keep(tx, emptied)
                return show(cart, looked.offers, empty_in=self._currency)
        raise Unavailable("somebody else keeps changing this cart")
