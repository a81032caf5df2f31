"""PayPal over its REST API: an order is made, the customer approves it there, we take the money."""

from collections.abc import AsyncIterator, Mapping
from datetime import datetime, timedelta
from typing import Any, TypeVar
from uuid import UUID

import httpx
import msgspec

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
from modules.payments.providers.paypal_reading import (
    Event,
    Grant,
    Order,
    Problem,
    Transaction,
    Transactions,
    Verdict,
    found_in,
    found_in_transactions,
)
from souk.kernel import Clock, Money

T = TypeVar("T")

HEADERS = {
    "auth_algo": "Paypal-Auth-Algo",
    "cert_url": "Paypal-Cert-Url",
    "transmission_id": "Paypal-Transmission-Id",
    "transmission_sig": "Paypal-Transmission-Sig",
    "transmission_time": "Paypal-Transmission-Time",
}
EARLY = timedelta(minutes=1)
PAGE = 500


class PayPalGateway:
    """Every POST carries its key as PayPal-Request-Id: the same key again gets the first answer again."""

    name = "paypal"

    def __init__(
        self,
        client: str,
        secret: str,
        url: str,
        webhook_ids: tuple[str, ...],
        return_url: str,
        seconds: float,
        clock: Clock,
    ) -> None:
        self._auth = httpx.BasicAuth(client, secret)
        self._webhook_ids = webhook_ids
        self._return_url = return_url
        self._http = httpx.AsyncClient(base_url=url, timeout=seconds)
        self._token = ""
        self._clock = clock
        self._token_until: datetime | None = None

    async def charge(self, charge: Charge) -> Found:
        unit = {
            "custom_id": str(charge.payment_id),
            "reference_id": str(charge.order_id),
            "amount": _amount(charge.amount),
        }
        experience = {"return_url": self._return_url, "cancel_url": self._return_url}
        made = await self._post(
            "/v2/checkout/orders",
            {
                "intent": "CAPTURE" if charge.takes else "AUTHORIZE",
                "purchase_units": [unit],
                "payment_source": {"paypal": {"experience_context": experience}},
            },
            charge.payment_id,
        )
        return found_in(self._read(made, Order), charge.amount.currency)

    async def find(self, handle: Handle) -> Found | None:
        """Look, and take the money of an order that its customer has approved, if it is still wanted."""
        if not handle.reference:
            return None  # the same key again gives the same order
        order = self._read(await self._get(f"/v2/checkout/orders/{handle.reference}"), Order)
        if order.status == "APPROVED" and handle.wanted:
            verb = "capture" if order.intent == "CAPTURE" else "authorize"
            try:
                await self._post(f"/v2/checkout/orders/{order.id}/{verb}", {}, handle.payment_id)
            except ProviderRefused as refused:
                return _declined(handle, order, refused.reason)
            order = self._read(await self._get(f"/v2/checkout/orders/{order.id}"), Order)
        return found_in(order, handle.amount.currency)

    async def capture(self, handle: Handle, amount: Money, key: UUID) -> Found:
        order = self._read(await self._get(f"/v2/checkout/orders/{handle.reference}"), Order)
        body = {"amount": _amount(amount), "final_capture": True}
        await self._post(f"/v2/payments/authorizations/{order.authorization}/capture", body, key)
        return await self._found(handle)

    async def void(self, handle: Handle, key: UUID) -> Found:
        """Let an authorization go. An order that was never approved needs no undoing: it lapses."""
        order = self._read(await self._get(f"/v2/checkout/orders/{handle.reference}"), Order)
        if order.authorization:
            await self._post(f"/v2/payments/authorizations/{order.authorization}/void", {}, key)
            return await self._found(handle)
        if order.capture:
            raise ProviderRefused("already_captured")
        return found_in(order, handle.amount.currency, standing=Standing.VOIDED)

    async def refund(self, handle: Handle, amount: Money, refund_id: UUID) -> Found:
        order = self._read(await self._get(f"/v2/checkout/orders/{handle.reference}"), Order)
        body = {"amount": _amount(amount), "custom_id": str(refund_id)}
        await self._post(f"/v2/payments/captures/{order.capture}/refund", body, refund_id)
        return await self._found(handle)

    async def notice(self, body: bytes, header: Header, now: datetime) -> Notice:
        """Have PayPal itself say whether it signed exactly these bytes for one of our webhooks."""
        signed = {name: header(known) or "" for name, known in HEADERS.items()}
        within_window(_stamp(signed["transmission_time"]), now)
        try:
            said = msgspec.json.decode(body, type=Event)
        except msgspec.MsgspecError:
            raise BadSignature from None
        for webhook_id in self._webhook_ids:
            question = {**signed, "webhook_id": webhook_id, "webhook_event": msgspec.Raw(body)}
            answer = await self._post("/v1/notifications/verify-webhook-signature", question, None)
            if self._read(answer, Verdict).verification_status == "SUCCESS":
                return Notice(
                    event_id=said.id, kind=said.event_type, payment_id=None, reference=said.order_id
                )
        raise BadSignature

    async def resting_until(self) -> datetime | None:
        return None

    async def changed(self, since: datetime, until: datetime) -> AsyncIterator[Found]:
        page, pages = 1, 1
        rows: list[Transaction] = []
        while page <= pages:
            query = {
                "start_date": since.isoformat(timespec="seconds"),
                "end_date": until.isoformat(timespec="seconds"),
                "fields": "transaction_info",
                "page_size": str(PAGE),
                "page": str(page),
            }
            found = self._read(await self._get("/v1/reporting/transactions", query), Transactions)
            rows += found.transaction_details
            page, pages = page + 1, found.total_pages
        for each in found_in_transactions(rows):
            yield each

    async def close(self) -> None:
        await self._http.aclose()

    async def _found(self, handle: Handle) -> Found:
        order = self._read(await self._get(f"/v2/checkout/orders/{handle.reference}"), Order)
        return found_in(order, handle.amount.currency)

    async def _get(self, path: str, query: Mapping[str, str] | None = None) -> bytes:
        headers = {"Authorization": f"Bearer {await self._access()}"}
        return await self._send(self._http.build_request("GET", path, params=query, headers=headers))

    async def _post(self, path: str, body: Any, key: UUID | None) -> bytes:
        headers = {
            "Authorization": f"Bearer {await self._access()}",
            "Content-Type": "application/json",
            "Prefer": "return=representation",
        }
        if key is not None:
            headers["PayPal-Request-Id"] = str(key)
        content = msgspec.json.encode(body)
        return await self._send(self._http.build_request("POST", path, content=content, headers=headers))

    async def _access(self) -> str:
        """Return the access token; a new one when the old one is about to end."""
        now = self._clock.now()
        if self._token_until is None or now >= self._token_until:
            asked = self._http.build_request(
                "POST", "/v1/oauth2/token", data={"grant_type": "client_credentials"}
            )
            grant = self._read(await self._send(asked, self._auth), Grant)
            self._token, self._token_until = (
                grant.access_token,
                now + timedelta(seconds=grant.expires_in) - EARLY,
            )
        return self._token

    async def _send(self, request: httpx.Request, auth: httpx.BasicAuth | None = None) -> bytes:
        try:
            answer = await self._http.send(request, auth=auth)
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout):
            raise ProviderAway from None
        except httpx.HTTPError:
            raise OutcomeUnknown from None
        if answer.is_success:
            return answer.content
        if answer.status_code == httpx.codes.UNAUTHORIZED:
            self._token_until = None
        if answer.status_code in {httpx.codes.UNAUTHORIZED, httpx.codes.TOO_MANY_REQUESTS}:
            raise ProviderAway
        if answer.is_server_error:
            raise OutcomeUnknown
        raise ProviderRefused(_reason(answer.content))

    def _read(self, content: bytes, kind: type[T]) -> T:
        """Believe only what has the form that we know; an answer that has not may be of something done."""
        try:
            return msgspec.json.decode(content, type=kind)
        except msgspec.MsgspecError:
            raise OutcomeUnknown from None


def _declined(handle: Handle, order: Order, reason: str) -> Found:
    nothing = Money.zero(handle.amount.currency)
    return Found(
        payment_id=handle.payment_id,
        reference=order.id,
        standing=Standing.FAILED,
        authorized=nothing,
        captured=nothing,
        failure=reason,
    )


def _amount(amount: Money) -> dict[str, str]:
    return {"currency_code": amount.currency, "value": str(amount.major)}


def _reason(content: bytes) -> str:
    try:
        return msgspec.json.decode(content, type=Problem).reason
    except msgspec.MsgspecError:
        return "refused"


def _stamp(time: str) -> str | None:
    try:
        return str(int(datetime.fromisoformat(time).timestamp()))
    except (ValueError, OverflowError):
        return None
