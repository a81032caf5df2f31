"""Reads what PayPal says into what the port promises; amounts are decimal texts there, exact money here."""

from collections.abc import Iterable, Iterator
from uuid import UUID

import msgspec

from modules.payments.domain.found import Found, FoundRefund, RefundStanding, Standing
from souk.kernel import InvalidAmount, Money, Value

REFUND_STANDINGS = {
    "COMPLETED": RefundStanding.SUCCEEDED,
    "FAILED": RefundStanding.FAILED,
    "CANCELLED": RefundStanding.FAILED,
}
TAKEN = frozenset({"COMPLETED", "PARTIALLY_REFUNDED", "REFUNDED"})
REFUND_CODE = "T11"


class Grant(Value):
    access_token: str
    expires_in: int


class Verdict(Value):
    verification_status: str


class Issue(Value):
    issue: str = ""


class Problem(Value):
    name: str = ""
    details: tuple[Issue, ...] = ()

    @property
    def reason(self) -> str:
        """The stable code, in our spelling."""
        said = self.details[0].issue if self.details else self.name
        return said.lower() or "refused"


class Sum(Value):
    currency_code: str
    value: str

    @property
    def money(self) -> Money:
        try:
            return Money.parse(self.value, self.currency_code)
        except InvalidAmount as mistake:
            raise msgspec.ValidationError(str(mistake)) from None


class Piece(Value):
    """An authorization, a capture or a refund."""

    id: str
    status: str
    amount: Sum
    custom_id: str | None = None


class Pieces(Value):
    authorizations: tuple[Piece, ...] = ()
    captures: tuple[Piece, ...] = ()
    refunds: tuple[Piece, ...] = ()


class Unit(Value):
    amount: Sum | None = None
    custom_id: str | None = None
    payments: Pieces = msgspec.field(default_factory=Pieces)


class Link(Value):
    href: str
    rel: str


class Order(Value):
    id: str
    status: str
    intent: str = "CAPTURE"
    purchase_units: tuple[Unit, ...] = ()
    links: tuple[Link, ...] = ()

    @property
    def unit(self) -> Unit:
        return self.purchase_units[0] if self.purchase_units else Unit()

    @property
    def authorization(self) -> str:
        return next((piece.id for piece in self.unit.payments.authorizations), "")

    @property
    def capture(self) -> str:
        return next((piece.id for piece in self.unit.payments.captures), "")


class Related(Value):
    order_id: str = ""


class Supplement(Value):
    related_ids: Related = msgspec.field(default_factory=Related)


class Resource(Value):
    id: str = ""
    supplementary_data: Supplement = msgspec.field(default_factory=Supplement)


class Event(Value):
    id: str
    event_type: str
    resource: Resource = msgspec.field(default_factory=Resource)

    @property
    def order_id(self) -> str:
        return self.resource.supplementary_data.related_ids.order_id or self.resource.id


class Info(Value):
    transaction_id: str
    transaction_event_code: str
    transaction_amount: Sum
    custom_field: str = ""
    paypal_reference_id: str = ""


class Transaction(Value):
    transaction_info: Info


class Transactions(Value):
    transaction_details: tuple[Transaction, ...] = ()
    total_pages: int = 1


def found_in(order: Order, currency: str, *, standing: Standing | None = None) -> Found:
    """Return the whole state of an order."""
    pieces = order.unit.payments
    captured = Money.total((p.amount.money for p in pieces.captures if p.status in TAKEN), currency)
    standing = standing or _standing(order, captured)
    secured = standing in {Standing.AUTHORIZED, Standing.CAPTURED}
    full = order.unit.amount.money if order.unit.amount else captured
    waits = standing is Standing.ACTION_REQUIRED
    return Found(
        payment_id=_uuid(order.unit.custom_id),
        reference=order.id,
        standing=standing,
        authorized=full if secured else Money.zero(currency),
        captured=captured,
        failure="declined" if standing is Standing.FAILED else "",
        action_url=next((link.href for link in order.links if link.rel in {"payer-action", "approve"}), "")
        if waits
        else "",
        refunds=tuple(_refund(piece) for piece in pieces.refunds),
    )


def found_in_transactions(rows: Iterable[Transaction]) -> Iterator[Found]:
    """Gather a report's lines by payment: what was taken, and what was given back of it."""
    infos = [row.transaction_info for row in rows]
    taken = {info.transaction_id: info for info in infos if not _is_refund(info)}
    for info in taken.values():
        amount = info.transaction_amount.money
        yield Found(
            payment_id=_uuid(info.custom_field),
            reference=info.transaction_id,
            standing=Standing.CAPTURED,
            authorized=amount,
            captured=amount,
            refunds=tuple(
                FoundRefund(
                    reference=refund.transaction_id,
                    refund_id=_uuid(refund.custom_field),
                    amount=_positive(refund.transaction_amount.money),
                    standing=RefundStanding.SUCCEEDED,
                )
                for refund in infos
                if _is_refund(refund) and refund.paypal_reference_id == info.transaction_id
            ),
        )


def _standing(order: Order, captured: Money) -> Standing:
    if captured.minor:
        return Standing.CAPTURED
    authorized = {piece.status for piece in order.unit.payments.authorizations}
    if "CREATED" in authorized:
        return Standing.AUTHORIZED
    if authorized & {"VOIDED", "EXPIRED"} or order.status == "VOIDED":
        return Standing.VOIDED
    if any(piece.status in {"DECLINED", "FAILED"} for piece in order.unit.payments.captures):
        return Standing.FAILED
    if order.status in {"CREATED", "PAYER_ACTION_REQUIRED", "SAVED"}:
        return Standing.ACTION_REQUIRED
    return Standing.PENDING


def _refund(piece: Piece) -> FoundRefund:
    return FoundRefund(
        reference=piece.id,
        refund_id=_uuid(piece.custom_id),
        amount=piece.amount.money,
        standing=REFUND_STANDINGS.get(piece.status, RefundStanding.PENDING),
    )


def _is_refund(info: Info) -> bool:
    return info.transaction_event_code.startswith(REFUND_CODE)


def _positive(amount: Money) -> Money:
    return -amount if amount.minor < 0 else amount


def _uuid(text: str | None) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError:
        return None
