"""Problems: RFC 9457 answers, with a stable code and never a trace of the input or the inside."""

from typing import Any

import structlog

from souk.bus import TookTooLong
from souk.database.failures import Unavailable, unavailable
from souk.http.answers import ENCODER, NO_STORE, Answer, Headers
from souk.http.authentication import Unauthenticated
from souk.http.bodies import Malformed
from souk.http.mistakes import Mistake
from souk.http.problem_kinds import PROBLEM_KINDS
from souk.kernel import InvalidAmount, Refusal

log = structlog.get_logger("souk.http")

KIND = b"application/problem+json"


def problem(
    status: int, code: str, detail: str, request_id: str, *, headers: Headers = (), **extra: Any
) -> Answer:
    """Build the answer. `extra` becomes members of the problem beside the standard ones."""
    content = {
        "type": f"/problems/{code}",
        "title": extra.pop("title", None) or PROBLEM_KINDS[code].title,
        "status": status,
        "detail": detail,
        "instance": f"urn:souk:request:{request_id}",
        "code": code,
        "requestId": request_id,
        **extra,
    }
    return Answer(status, ENCODER.encode(content), [NO_STORE, *headers], KIND)


def problem_of(error: BaseException, request_id: str) -> Answer:
    """Turn what was raised into its answer; what nobody foresaw is logged whole and told as a plain 500."""
    if isinstance(error, Refusal):
        return _refused(error, request_id)
    if isinstance(error, Malformed):
        return problem(400, "malformed", error.detail, request_id, errors=error.mistakes)
    if isinstance(error, InvalidAmount):
        mistakes = [Mistake(pointer="", code="invalid_amount", detail=str(error))]
        return problem(400, "malformed", "The request is malformed.", request_id, errors=mistakes)
    away = error if isinstance(error, Unavailable) else unavailable(error)
    if away is not None or isinstance(error, TookTooLong | TimeoutError):
        return too_busy(request_id, reason=str(away or error))
    log.error("request failed", request_id=request_id, exc_info=error)
    return problem(500, "internal_error", "The error has been recorded under this request id.", request_id)


def too_busy(request_id: str, *, reason: str, seconds: int = 2) -> Answer:
    log.warning("unavailable", request_id=request_id, reason=reason)
    headers = [(b"retry-after", str(seconds).encode())]
    return problem(503, "unavailable", "Please try again in a moment.", request_id, headers=headers)


def _refused(refusal: Refusal, request_id: str) -> Answer:
    headers: list[tuple[bytes, bytes]] = []
    if isinstance(refusal, Unauthenticated):
        headers.append((b"www-authenticate", b"Bearer"))
    if "retryAfter" in refusal.data:
        headers.append((b"retry-after", str(refusal.data["retryAfter"]).encode()))
    return problem(
        refusal.status,
        refusal.code,
        refusal.detail,
        request_id,
        headers=headers,
        title=refusal.title,
        **refusal.data,
    )
