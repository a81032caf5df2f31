"""How every change of a cart goes: the catalogue is asked, then the cart is locked, changed and shown."""

from collections.abc import Awaitable, Callable
from typing import Any
from uuid import UUID

from modules.cart.domain.cart import Cart
from modules.cart.domain.offers import Looked
from modules.cart.domain.showing import ShownCart, show, show_none
from souk.database import Transaction

Look = Callable[..., Awaitable[Looked]]
OpenCart = Callable[..., Awaitable[Cart | None]]


class Changing:
    """Bound in the wiring: `look` asks what things cost now, `open_cart` locks the actor's row."""

    def __init__(self, *, look: Look, open_cart: OpenCart, currency: str) -> None:
        self._look = look
        self._open_cart = open_cart
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
        looked = await self._look(tx, guest_key, **wanted)
        cart = await self._open_cart(tx, guest_key, expected=expected, make=make)
        if cart is None and without is not None:
            raise without
        if cart is None:
            return show_none(tx.new_id(), empty_in=self._currency)
        change(cart, looked)
        await tx.flush()
        return show(cart, looked.offers, empty_in=self._currency)
