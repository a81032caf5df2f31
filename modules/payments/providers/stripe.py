"""Stripe through its official SDK: a payment is a PaymentIntent that is confirmed as it is made."""

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from datetime import datetime, timedelta
from typing import TypeVar
from uuid import UUID

import msgspec
import stripe

from modules.payments.domain.found import Found, Standing
from modules.payments.domain.gateway import (
    Charge,
    Handle,
    Header,
    Notice,
    OutcomeUnknown,
    ProviderAway,
    ProviderRefused,
)
from modules.payments.domain.signatures import BadSignature, within_window
from modules.payments.providers.stripe_reading import PAYMENT, REFUND, found_in, intent_in, payment_id_in
from souk.kernel import Money, Value

T = TypeVar("T")

HEADER = "Stripe-Signature"
AROUND = timedelta(minutes=10)
PAGE = 100
TELLING = {
    "payment_intent.amount_capturable_updated": Standing.AUTHORIZED,
    "payment_intent.succeeded": Standing.CAPTURED,
    "payment_intent.payment_failed": Standing.FAILED,
    "payment_intent.canceled": Standing.VOIDED,
}
"""Where a payment stands by the kind of event; of the other kinds, Stripe is asked."""


class StripeGateway:
    """Never repeats by itself: the guard does, with the same idempotency key."""

    name = "stripe"

    def __init__(self, key: str, url: str, webhook_keys: Sequence[str], seconds: float) -> None:
        self._webhook_keys = webhook_keys
        self._http = stripe.HTTPXClient(timeout=seconds)
        self._client = stripe.StripeClient(
            key,
            base_addresses={"api": url},
            http_client=self._http,
            max_network_retries=0,
        )

    async def charge(self, charge: Charge) -> Found:
        params: stripe.params.PaymentIntentCreateParams = {
            "amount": charge.amount.minor,
            "currency": charge.amount.currency.lower(),
            "payment_method": charge.token,
            "confirm": True,
            "capture_method": "automatic" if charge.takes else "manual",
            "metadata": {PAYMENT: str(charge.payment_id), "order_id": str(charge.order_id)},
        }
        try:
            intent = await self._call(
                lambda: self._client.v1.payment_intents.create_async(params, _once(charge.payment_id))
            )
        except _Declined as declined:
            return _declined(charge, declined)
        return await self._found(intent)

    async def find(self, handle: Handle) -> Found | None:
        if handle.reference:
            reference = handle.reference
            return await self._found(
                await self._call(lambda: self._client.v1.payment_intents.retrieve_async(reference))
            )
        async for intent in self._made(handle.made_at - AROUND, handle.made_at + timedelta(days=1)):
            if payment_id_in(intent_in(intent.to_dict())) == handle.payment_id:
                return await self._found(intent)
        return None

    async def capture(self, handle: Handle, amount: Money, key: UUID) -> Found:
        params: stripe.params.PaymentIntentCaptureParams = {"amount_to_capture": amount.minor}
        return await self._found(
            await self._call(
                lambda: self._client.v1.payment_intents.capture_async(handle.reference, params, _once(key))
            )
        )

    async def void(self, handle: Handle, key: UUID) -> Found:
        return await self._found(
            await self._call(
                lambda: self._client.v1.payment_intents.cancel_async(handle.reference, {}, _once(key))
            )
        )

    async def refund(self, handle: Handle, amount: Money, refund_id: UUID) -> Found:
        params: stripe.params.RefundCreateParams = {
            "payment_intent": handle.reference,
            "amount": amount.minor,
            "metadata": {REFUND: str(refund_id)},
        }
        await self._call(lambda: self._client.v1.refunds.create_async(params, _once(refund_id)))
        return await self._found(
            await self._call(lambda: self._client.v1.payment_intents.retrieve_async(handle.reference))
        )

    async def notice(self, body: bytes, header: Header, now: datetime) -> Notice:
        signed = header(HEADER) or ""
        said = (part.partition("=") for part in signed.split(","))
        stamp = {name: value for name, _, value in said}.get("t")
        within_window(stamp, now)
        if not any(self._fits(body, signed, key) for key in self._webhook_keys):
            raise BadSignature
        try:
            said = msgspec.json.decode(body, type=_Event)
        except msgspec.MsgspecError:
            raise BadSignature from None
        about = said.data.object
        reference = about.payment_intent or (about.id if about.id.startswith("pi_") else "")
        return Notice(
            event_id=said.id,
            kind=said.type,
            payment_id=None,
            reference=reference,
            tells=TELLING.get(said.type),
        )

    async def resting_until(self) -> datetime | None:
        return None

    async def changed(self, since: datetime, until: datetime) -> AsyncIterator[Found]:
        async for intent in self._made(since, until):
            yield await self._found(intent)

    async def close(self) -> None:
        await self._http.close_async()  # type: ignore[no-untyped-call]

    async def _made(self, since: datetime, until: datetime) -> AsyncIterator[stripe.PaymentIntent]:
        """Go back from the newest as far as need be."""
        params: stripe.params.PaymentIntentListParams = {"limit": PAGE}
        page = await self._call(lambda: self._client.v1.payment_intents.list_async(params))
        async for intent in page.auto_paging_iter():
            if intent.created < since.timestamp():
                return
            if intent.created < until.timestamp():
                yield intent

    async def _found(self, intent: stripe.PaymentIntent) -> Found:
        """Read the intent, with its refunds where there can be any."""
        refunds: list[stripe.Refund] = []
        if intent.status == "succeeded":
            params: stripe.params.RefundListParams = {"payment_intent": intent.id, "limit": PAGE}
            page = await self._call(lambda: self._client.v1.refunds.list_async(params))
            refunds = [refund async for refund in page.auto_paging_iter()]
        return found_in(intent_in(intent.to_dict()), [refund.to_dict() for refund in refunds])

    def _fits(self, body: bytes, signed: str, key: str) -> bool:
        """Compare the seal alone: the window is counted from our own clock, not from the SDK's."""
        try:
            return bool(stripe.WebhookSignature.verify_header(body.decode(), signed, key, tolerance=None))
        except (stripe.SignatureVerificationError, UnicodeDecodeError):
            return False

    async def _call(self, function: Callable[[], Awaitable[T]]) -> T:
        """Translate the SDK's errors into those of the port."""
        try:
            return await function()
        except stripe.CardError as error:
            raise _Declined(error) from None
        except stripe.RateLimitError:
            raise ProviderAway from None
        except stripe.IdempotencyError as error:
            raise ProviderRefused(error.code or "idempotency_error") from None
        except stripe.InvalidRequestError as error:
            raise ProviderRefused(error.code or "invalid_request") from None
        except (stripe.AuthenticationError, stripe.PermissionError):
            raise ProviderAway from None
        except stripe.StripeError as error:
            raise OutcomeUnknown from error


class _About(Value):
    id: str
    payment_intent: str | None = None


class _Data(Value):
    object: _About


class _Event(Value):
    id: str
    type: str
    data: _Data


class _Refusal(Value):
    code: str | None = None
    decline_code: str | None = None
    payment_intent: _About | None = None


class _Answer(Value):
    error: _Refusal | None = None


class _Declined(Exception):
    def __init__(self, error: stripe.CardError) -> None:
        super().__init__(error.code)
        answer = msgspec.convert(error.json_body or {}, _Answer)
        said = answer.error or _Refusal()
        self.reason = said.decline_code or said.code or "card_declined"
        self.reference = said.payment_intent.id if said.payment_intent else ""


def _once(key: UUID) -> stripe.RequestOptions:
    return {"idempotency_key": str(key)}


def _declined(charge: Charge, declined: _Declined) -> Found:
    nothing = Money.zero(charge.amount.currency)
    return Found(
        payment_id=charge.payment_id,
        reference=declined.reference,
        standing=Standing.FAILED,
        authorized=nothing,
        captured=nothing,
        failure=declined.reason,
    )
