"""One click is one trace: request, messages, SQL, outbox, subscribers, payment, job, mail."""

import json
from uuid import uuid4

import httpx

from tests.journeys.collector import Piece
from tests.journeys.open_shop import DONE, Shop, order, reaches, until

CLICK = "1" * 16
WEB, WORKER = "souk web", "souk worker"
PARTS = {
    (WEB, "POST /api/orders"),
    (WEB, "orders.place_order"),
    (WEB, "catalog.quote_variants"),
    (WEB, "INSERT orders.order"),
    (WEB, "outbox"),
    (WEB, "COMMIT"),
    (WORKER, "orders.reserve_stock"),
    (WORKER, "catalog.reserve_together"),
    (WORKER, "orders.stock_was_reserved"),
    (WORKER, "payments.request_together"),
    (WORKER, "INSERT payments.payment"),
    (WORKER, "payments.carry_out_operation"),
    (WORKER, "payments.carry_out_operation effect"),
    (WORKER, "call sandbox"),
    (WORKER, "orders.payment_was_captured"),
    (WORKER, "orders.send_confirmation.v1"),
    (WORKER, "users.notify_user"),
    (WORKER, "users.send_mail.v1"),
    (WORKER, "send mail"),
}
# The confirmation would wait five minutes for whatever else is to be said.
DUE_NOW = """
    UPDATE souk.job SET due_at = now()
    WHERE type = 'orders.send_confirmation.v1' AND arguments::text LIKE '%{}%' RETURNING id
"""


def lineage(piece: Piece, pieces: dict[str, Piece]) -> list[str]:
    """Return the names from the click down to this piece."""
    above = lineage(pieces[piece.parent], pieces) if piece.parent != CLICK else []
    return [*above, piece.name]


def missing(shop: Shop, trace: str) -> set[tuple[str, str]]:
    """Return what is neither in this trace nor in one that it names: some is done for many."""
    pieces = shop.telemetry.trace(trace)
    together = {named for piece in pieces for named in piece.names}
    pieces += shop.telemetry.trace(*together)
    return PARTS - {(piece.service, piece.name) for piece in pieces}


def lines_of(shop: Shop, trace: str) -> list[dict[str, str]]:
    """Return what the log says of this trace."""
    lines = shop.log.read_text().splitlines()
    return [json.loads(line) for line in lines if trace in line]


def test_a_checkout_is_one_trace_from_the_click_to_the_mail(shop: Shop, ann: httpx.Client, phone: str):
    trace = uuid4().hex
    ann.headers["traceparent"] = f"00-{trace}-{CLICK}-01"
    placed = order(ann, phone)
    del ann.headers["traceparent"]
    reaches(ann, placed, DONE)
    assert shop.rows(DUE_NOW.format(placed["orderId"]))
    until(lambda: missing(shop, trace) == set())
    pieces = {piece.id: piece for piece in shop.telemetry.trace(trace)}
    lineages = {piece.name: lineage(piece, pieces) for piece in pieces.values()}
    assert lineages["catalog.quote_variants"] == [
        "POST /api/orders",
        "orders.place_order",
        "catalog.quote_variants",
    ]
    assert lineages["call sandbox"][-2:] == ["payments.carry_out_operation effect", "call sandbox"]
    assert lineages["send mail"][-2:] == ["users.send_mail.v1", "send mail"]
    (served,) = (piece for piece in pieces.values() if piece.name == "POST /api/orders")
    assert served.says["http.response.status_code"] == "201"
    written = lines_of(shop, trace)
    (request,) = (line for line in written if line["event"] == "request")
    assert (request["span_id"], request["request_id"]) == (served.id, served.says["souk.request_id"])
    assert all(line["span_id"] in pieces for line in written)
