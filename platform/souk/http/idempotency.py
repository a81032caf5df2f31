"""Requests with an Idempotency-Key: claimed before they run, answered from what was kept when sent again."""

import asyncio
import hmac
import re
from collections.abc import Awaitable, Callable
from typing import Any, Protocol, TypeVar
from uuid import uuid4

import structlog

from souk.database.transactions import Carrier
from souk.http.answers import Answer, Stream
from souk.http.bodies import Malformed
from souk.http.calls import Call
from souk.http.mistakes import Mistake
from souk.http.routes import Endpoint, Keys
from souk.idempotency.claims import ClaimKey, FreeKey
from souk.idempotency.receipts import ClaimLost, Receipt
from souk.idempotency.sealing import opened
from souk.kernel import Refusal
from souk.messages import SYSTEM, Actor, Command, Context, Query

T = TypeVar("T")

log = structlog.get_logger("souk.idempotency")

LONGEST_KEY = 255
WELL_FORMED = re.compile(rb"[\x20-\x7e]{1,%d}" % LONGEST_KEY)
HEADER = "Idempotency-Key"
NEEDED = Mistake(pointer=HEADER, code="missing", detail="This moves money: it needs an Idempotency-Key.")
UNFIT = Mistake(pointer=HEADER, code="wrong_form", detail="A key has 1 to 255 printable characters.")
REPLAYED = (b"idempotent-replayed", b"true")
GUEST_HEADERS = (b"x-guest-token", b"x-cart-token")
GUEST_COOKIE = re.compile(rb"(?:^|; ?)(?:__Secure-)?souk_cart=([^;]+)")
Answering = Callable[[Carrier], Awaitable[Answer | Stream]]
MARGIN = 15.0  # of the claim beyond the request's deadline


class IdempotencyInProgress(Refusal):
    """A request with this key is under way: ask again in a moment."""


class IdempotencyKeyReused(Refusal):
    """This key was used for another request: make a new one."""

    status = 422


class KeepingCarrier(Protocol):
    """Carries messages, and keeps a command's answer where it is given a receipt."""

    async def carry(
        self, message: Query[T] | Command[T], context: Context, receipt: Receipt | None = None
    ) -> T: ...


class OneCommand:
    """Carries any number of questions, but one command: the one that the key stands for."""

    def __init__(self, carrier: KeepingCarrier, reason: str, receipt: Receipt | None = None) -> None:
        self._carrier = carrier
        self._reason = reason
        self._receipt = receipt
        self.done = False

    async def carry(self, message: Query[T] | Command[T], context: Context) -> T:
        if isinstance(message, Query):
            return await self._carrier.carry(message, context)
        if self.done:
            raise TypeError(f"{self._reason} orders twice: a key could not make both take effect once")
        self.done = True
        return await self._carrier.carry(message, context, self._receipt)


def key_of(endpoint: Endpoint, call: Call) -> str:
    """Return the key, or nothing. Raises Malformed for a bad one, and where one is needed and missing."""
    key = call.headers.get(b"idempotency-key")
    if key is None or endpoint.keys is Keys.IGNORED:
        if endpoint.keys is Keys.NEEDED:
            raise Malformed([NEEDED])
        return ""
    if not WELL_FORMED.fullmatch(key):
        raise Malformed([UNFIT])
    return key.decode()


class Claim:
    """One request's claim on its key."""

    def __init__(
        self, carrier: KeepingCarrier, endpoint: Endpoint, key: str, *, secret: bytes, seconds: float
    ) -> None:
        self._carrier = carrier
        self._endpoint = endpoint
        self._key = key
        self._secret = secret
        self._seconds = (endpoint.seconds or seconds) + MARGIN

    async def run(self, answering: Answering, actor: Actor, call: Call, scope: Any) -> Answer | Stream:
        """Answer the request, once for each key; whatever ended without an effect frees the key."""
        receipt = await self._take(actor, call, scope)
        carrier = OneCommand(self._carrier, self._endpoint.reason, receipt)
        try:
            answer = await answering(carrier)
        except ClaimLost:
            raise IdempotencyInProgress from None
        except BaseException:
            await self._free(receipt, call)
            raise
        if not carrier.done:
            await self._free(receipt, call)
        if receipt.kept:
            answer.headers.append(REPLAYED)
        return answer

    async def _take(self, actor: Actor, call: Call, scope: Any) -> Receipt:
        target = scope["raw_path"] + b"?" + scope["query_string"]
        fingerprint = self._sealed(target, call.body)
        whose = self._sealed(_principal(actor, call) or fingerprint, self._endpoint.reason.encode())
        token = uuid4()
        claim = ClaimKey(
            scope=whose, key=self._key, fingerprint=fingerprint, token=token, seconds=self._seconds
        )
        found = await self._carrier.carry(claim, self._context(call))
        if found.state == "in_progress":
            raise IdempotencyInProgress
        if found.state == "of_another_request":
            raise IdempotencyKeyReused
        seal = self._sealed(b"answer", target, call.body)
        kept = opened(found.answer, seal) if found.answer else b""
        return Receipt(scope=whose, key=self._key, token=token, seal=seal, kept=kept)

    async def _free(self, receipt: Receipt, call: Call) -> None:
        """Give the key back, unless an answer was kept for it. What fails here is mended when it runs out."""
        if receipt.kept:
            return
        command = FreeKey(scope=receipt.scope, key=receipt.key, token=receipt.token)
        try:
            await asyncio.shield(self._carrier.carry(command, self._context(call)))
        except Exception as error:  # noqa: BLE001 - the failure that brought us here matters more
            log.warning("a key stays claimed for a while", reason=type(error).__name__)

    def _context(self, call: Call) -> Context:
        return Context(actor=SYSTEM, reason=self._endpoint.reason, request_id=call.id)

    def _sealed(self, *parts: bytes) -> bytes:
        return hmac.digest(self._secret, b"\x00".join(parts), "sha256")


def _principal(actor: Actor, call: Call) -> bytes:
    """Return who sends it: a person, or a guest by what they alone were given. A stranger is nobody yet."""
    if actor.id is not None:
        return actor.id.bytes
    for name in GUEST_HEADERS:
        if name in call.headers:
            return call.headers[name]
    cart = GUEST_COOKIE.search(call.headers.get(b"cookie", b""))
    return cart[1] if cart else b""
