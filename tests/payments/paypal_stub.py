"""A stand-in for PayPal, built from its published API: orders v2, payments v2, reporting, webhooks v1.

It keeps orders in memory, remembers PayPal-Request-Id as PayPal does, and checks what a client must send.
"""

import json
import threading
from decimal import Decimal
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from urllib.parse import urlsplit

WEBHOOK = "WH-2"


class PayPalStub:
    """Runs on a port of its own. `approve` acts as the customer, `decline` lets their card fail."""

    def __init__(self) -> None:
        self.orders, self.answers, self.numbers = {}, {}, count(1)
        self.transactions, self.requests, self.declines, self.broken = [], [], set(), False
        stub = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self.answer(*stub.get(urlsplit(self.path).path, self.headers))

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                self.answer(*stub.post(self.path, self.headers, body))

            def answer(self, status: int, value: object) -> None:
                content = json.dumps(value).encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
                """Say nothing."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()

    def approve(self, id: str) -> None:
        self.orders[id]["status"] = "APPROVED"

    def decline(self, id: str) -> None:
        self.approve(id)
        self.declines.add(id)

    def get(self, path: str, headers) -> tuple[int, object]:
        if headers["Authorization"] != "Bearer A21.token":
            return 401, {"error": "invalid_token"}
        if path == "/v1/reporting/transactions":
            return 200, {"transaction_details": self.transactions, "total_pages": 1}
        order = self.orders.get(path.rpartition("/")[2])
        return (200, order) if order else (404, problem("RESOURCE_NOT_FOUND", "INVALID_RESOURCE_ID"))

    def post(self, path: str, headers, body: bytes) -> tuple[int, object]:
        if path == "/v1/oauth2/token":
            basic = headers["Authorization"] == "Basic Y2xpZW50OnNlY3JldA=="
            return (200, {"access_token": "A21.token", "expires_in": 32400}) if basic else (401, {})
        if headers["Authorization"] != "Bearer A21.token":
            return 401, {"error": "invalid_token"}
        if self.broken:
            return 500, problem("INTERNAL_SERVER_ERROR", "")
        said = json.loads(body)
        if path == "/v1/notifications/verify-webhook-signature":
            good = said["transmission_sig"] == "good" and said["webhook_id"] == WEBHOOK
            return 200, {"verification_status": "SUCCESS" if good else "FAILURE"}
        key = path, headers["PayPal-Request-Id"]
        if key not in self.answers:
            self.requests.append(path)
            self.answers[key] = self.act(path.split("/")[2:], said)
        return self.answers[key]

    def act(self, parts: list[str], said) -> tuple[int, object]:
        match parts:
            case ["checkout", "orders"]:
                return self.create(said)
            case ["checkout", "orders", id, "capture" | "authorize" as verb]:
                return self.take(self.orders[id], verb)
            case ["payments", "authorizations", id, verb]:
                return self.settle(self.owner(id, "authorizations"), verb, said)
            case ["payments", "captures", id, "refund"]:
                return self.refund(self.owner(id, "captures"), id, said)
        return 404, problem("RESOURCE_NOT_FOUND", "")

    def create(self, said) -> tuple[int, object]:
        id = f"ORDER{next(self.numbers)}"
        unit = {**said["purchase_units"][0], "payments": {}}
        order = {
            "id": id,
            "intent": said["intent"],
            "status": "PAYER_ACTION_REQUIRED",
            "purchase_units": [unit],
            "links": [{"rel": "payer-action", "href": f"https://paypal.test/{id}", "method": "GET"}],
        }
        self.orders[id] = order
        return 200, order

    def take(self, order, verb: str) -> tuple[int, object]:
        if order["status"] != "APPROVED":
            return 422, problem("UNPROCESSABLE_ENTITY", "ORDER_NOT_APPROVED")
        if order["id"] in self.declines:
            return 422, problem("UNPROCESSABLE_ENTITY", "INSTRUMENT_DECLINED")
        order["status"] = "COMPLETED"
        unit = order["purchase_units"][0]
        if verb == "capture":
            self.capture(unit, unit["amount"])
        else:
            piece = {"id": f"AUTH{next(self.numbers)}", "status": "CREATED", "amount": unit["amount"]}
            unit["payments"]["authorizations"] = [piece]
        return 201, order

    def settle(self, order, verb: str, said) -> tuple[int, object]:
        unit = order["purchase_units"][0]
        (piece,) = unit["payments"]["authorizations"]
        piece["status"] = "VOIDED" if verb == "void" else "CAPTURED"
        if verb == "capture":
            self.capture(unit, said["amount"])
        return 200, piece

    def capture(self, unit, amount) -> None:
        piece = {"id": f"CAP{next(self.numbers)}", "status": "COMPLETED", "amount": amount}
        unit["payments"]["captures"] = [piece]
        self.report(piece["id"], "T0006", amount["value"], unit["custom_id"])

    def refund(self, order, capture: str, said) -> tuple[int, object]:
        payments = order["purchase_units"][0]["payments"]
        given = payments.setdefault("refunds", [])
        left = Decimal(payments["captures"][0]["amount"]["value"])
        left -= sum(Decimal(refund["amount"]["value"]) for refund in given)
        if Decimal(said["amount"]["value"]) > left:
            return 422, problem("UNPROCESSABLE_ENTITY", "REFUND_AMOUNT_EXCEEDED")
        piece = {"id": f"REF{next(self.numbers)}", "status": "COMPLETED", **said}
        given.append(piece)
        self.report(piece["id"], "T1107", f"-{said['amount']['value']}", said["custom_id"], capture)
        return 201, piece

    def owner(self, id: str, kind: str):
        return next(
            order
            for order in self.orders.values()
            if any(piece["id"] == id for piece in order["purchase_units"][0]["payments"].get(kind, []))
        )

    def report(self, id: str, code: str, value: str, custom: str, original: str = "") -> None:
        info = {
            "transaction_id": id,
            "transaction_event_code": code,
            "transaction_amount": {"currency_code": "EUR", "value": value},
            "custom_field": custom,
            "paypal_reference_id": original,
        }
        self.transactions.append({"transaction_info": info})


def problem(name: str, issue: str) -> dict[str, object]:
    return {"name": name, "details": [{"issue": issue}]}
