"""The problems that an endpoint may answer with, read from its policy, its inputs and what it refuses."""

from collections.abc import Iterable, Mapping
from typing import Any

from souk.http.authentication import Unauthenticated
from souk.http.problem_kinds import PROBLEM_KINDS
from souk.http.problems import KIND
from souk.http.routes import Endpoint, Keys
from souk.kernel import NotFound, Refusal
from souk.messages import LacksCapability

REFERENCE = "#/components/schemas/Problem"
UNAVAILABLE = PROBLEM_KINDS["unavailable"].status
ALWAYS = ("malformed", "unavailable")
WITH_KEY = ("idempotency_in_progress", "idempotency_key_reused")
WITH_ADDRESS = ("target_too_long",)
WITH_BODY = ("request_timeout", "body_too_large", "unsupported_media_type")


def codes_of(endpoint: Endpoint) -> list[tuple[int, str]]:
    """Return status and code of everything that may go wrong, in order."""
    refusals: list[type[Refusal]] = list(endpoint.refuses)
    if endpoint.policy.looks:
        refusals.append(Unauthenticated)
    if endpoint.policy.capability:
        refusals.append(LacksCapability)
    if endpoint.in_path:
        refusals.append(NotFound)
    has_body = endpoint.body or endpoint.raw or endpoint.upload_name
    has_key = endpoint.keys is not Keys.IGNORED
    has_address = endpoint.parameters or endpoint.in_path
    general = [*ALWAYS, *(WITH_ADDRESS if has_address else ())]
    general += [*(WITH_BODY if has_body else ()), *(WITH_KEY if has_key else ())]
    if endpoint.counted or endpoint.rate:
        general.append("too_many_requests")
    codes = {(refusal.status, refusal.code) for refusal in refusals}
    codes |= {(PROBLEM_KINDS[code].status, code) for code in general}
    return sorted(codes)


def responses(endpoint: Endpoint, meanings: Mapping[str, str]) -> dict[str, Any]:
    """Return the problem responses by status, each naming the codes that can stand in it."""
    statuses: dict[int, list[str]] = {}
    for status, code in codes_of(endpoint):
        statuses.setdefault(status, []).append(code)
    return {str(status): _response(status, codes, meanings) for status, codes in statuses.items()}


def _response(status: int, codes: Iterable[str], meanings: Mapping[str, str]) -> dict[str, Any]:
    examples = {code: {"$ref": f"#/components/examples/{code}"} for code in codes}
    content = {"schema": {"$ref": REFERENCE}, "examples": examples}
    words = "\n".join(f"- `{code}`: {meanings[code]}" for code in codes)
    described: dict[str, Any] = {"description": words, "content": {KIND.decode(): content}}
    if status == UNAVAILABLE:
        described["headers"] = {"Retry-After": {"description": "Seconds", "schema": {"type": "integer"}}}
    return described
