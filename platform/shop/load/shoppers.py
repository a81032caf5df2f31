"""What visitors do: of a hundred requests 85 look around, 10 are for a cart, 5 are orders."""

import random
from typing import Any, NamedTuple

import msgspec

from shop.load.tallies import SERVED
from souk.lean_client import Client, Failed, Reply

BROWSE, CART = 0.85, 0.95
"""Up to which throw of the dice."""
WORDS = ("phone", "lamp", "chair", "cotton", "mug", "black", "garden", "wool")
MOST_CARTS = 5_000
AGAIN = 0.3
"""Of the visits to a cart, how many are to look at it; of those that add, how many to one that is there."""
ADDRESS = {"street": "1 Market Street", "city": "Berlin", "zipCode": "10115"}
BAD = 400


class Done(NamedTuple):
    """One request: by which name its route is shown, and what came of it."""

    route: str
    outcome: str


class Nothing(Exception):
    """There is nothing to look at in this shop."""


class Shoppers:
    """All visitors of one process. They look at few products often, and at most of them seldom."""

    def __init__(self, client: Client, dice: random.Random) -> None:
        self._client = client
        self._dice = dice
        self._products: list[dict[str, Any]] = []
        self._categories: list[str] = []
        self._carts: list[str] = []

    async def look_around(self) -> None:
        """Learn what there is. Raises Failed or Nothing."""
        for page in range(1, 6):
            answer = await self._client.ask("GET", f"/api/products?page={page}&pageSize=100&inStock=true")
            found = answer.json().get("items", [])
            self._products += found
            if not found:
                break
        if not self._products:
            raise Nothing
        tree = (await self._client.ask("GET", "/api/categories")).json()
        self._categories = [category["slug"] for category in tree.get("items", [])]

    async def visit(self) -> Done:
        """Do one thing."""
        throw = self._dice.random()
        if throw < BROWSE:
            return await self._browse(throw / BROWSE)
        if throw < CART:
            shows = self._carts and self._dice.random() < AGAIN
            return await (self._show_cart() if shows else self._add())
        return await (self._check_out() if self._carts else self._add())

    async def _browse(self, throw: float) -> Done:
        dice = self._dice
        slug = self._product()["slug"]
        ways = [
            (0.40, "/api/products/{slug}", f"/api/products/{slug}"),
            (0.62, "/api/products", f"/api/products?page={dice.randint(1, 5)}"),
            (0.76, "/api/products?category", f"/api/products?category={self._category()}"),
            (0.86, "/api/products?q", f"/api/products?q={dice.choice(WORDS)}"),
            (0.93, "/api/products/suggest", f"/api/products/suggest?q={dice.choice(WORDS)[:3]}"),
            (1.01, "/api/categories", "/api/categories"),
        ]
        route, path = next((route, path) for limit, route, path in ways if throw < limit)
        return await self._done(f"GET {route}", "GET", path)

    async def _add(self) -> Done:
        again = self._carts and self._dice.random() < AGAIN
        token = {"x-cart-token": self._dice.choice(self._carts)} if again else {}
        body = {"productId": self._product()["id"], "quantity": 1}
        route = "POST /api/cart/items"
        try:
            answer = await self._client.ask("POST", "/api/cart/items", token, body)
        except Failed as failure:
            return Done(route, failure.kind)
        if answer.status < BAD and not token and len(self._carts) < MOST_CARTS:
            self._carts.append(answer.headers["x-cart-token"])
        return Done(route, _outcome(answer))

    async def _show_cart(self) -> Done:
        token = {"x-cart-token": self._dice.choice(self._carts)}
        return await self._done("GET /api/cart", "GET", "/api/cart", token)

    async def _check_out(self) -> Done:
        token = {"x-cart-token": self._carts.pop(self._dice.randrange(len(self._carts)))}
        email = f"load-{self._dice.getrandbits(40):x}@example.com"
        body = {"shippingAddress": ADDRESS, "paymentMethod": "credit_card", "email": email}
        return await self._done("POST /api/cart/checkout", "POST", "/api/cart/checkout", token, body)

    async def _done(
        self, route: str, method: str, path: str, headers: dict[str, str] | None = None, body: object = None
    ) -> Done:
        try:
            return Done(route, _outcome(await self._client.ask(method, path, headers, body)))
        except Failed as failure:
            return Done(route, failure.kind)

    def _product(self) -> dict[str, Any]:
        return self._products[int(len(self._products) * self._dice.random() ** 3)]

    def _category(self) -> str:
        return self._dice.choice(self._categories) if self._categories else "none"


def _outcome(answer: Reply) -> str:
    if answer.status < BAD:
        return SERVED
    try:
        return f"{answer.status} {answer.json()['code']}"
    except (KeyError, TypeError, msgspec.DecodeError):
        return str(answer.status)
