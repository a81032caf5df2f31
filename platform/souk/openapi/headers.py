"""The headers that an operation reads, beside those that every one does."""

from typing import Any

from souk.http.idempotency import LONGEST_KEY
from souk.http.routes import Endpoint, Keys

MEANINGS = {
    "Accept-Language": ("The languages that the client reads.", "de, en;q=0.8"),
    "If-Match": ("The ETag of what was read, so that nothing unseen is overwritten.", '"v3"'),
    "X-Cart-Token": ("The guest's cart, for a client without cookies.", "q2V5dG9rZW4"),
    "X-Guest-Token": ("What a guest was given with the order.", "b3JkZXJ0b2tlbg"),
}
KEY_MEANING = "Names this attempt: however often it is sent, it takes effect once. Remembered for 24 hours."


def in_headers(endpoint: Endpoint) -> list[dict[str, Any]]:
    found = [_header(name, *MEANINGS.get(name, ("", "…"))) for name in endpoint.reads]
    if endpoint.keys is not Keys.IGNORED:
        key = _header("Idempotency-Key", KEY_MEANING, "4f9c3c1e-order-1")
        key["required"] = endpoint.keys is Keys.NEEDED
        key["schema"] |= {"minLength": 1, "maxLength": LONGEST_KEY}
        found.append(key)
    return found


def _header(name: str, meaning: str, example: str) -> dict[str, Any]:
    schema = {"type": "string"}
    described = {"description": meaning} if meaning else {}
    return {
        "name": name,
        "in": "header",
        "required": False,
        "schema": schema,
        "example": example,
        **described,
    }
