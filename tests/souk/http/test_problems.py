"""Whatever goes wrong becomes a problem with a stable code, and tells nothing of the inside."""

import json

import psycopg
import pytest
from sqlalchemy import exc

from souk.bus import TookTooLong
from souk.database.failures import Unavailable
from souk.http import Malformed, Unauthenticated
from souk.http.answers import Answer
from souk.http.mistakes import Mistake
from souk.http.problem_kinds import MISTAKE_CODES, PROBLEM_KINDS
from souk.http.problems import problem_of
from souk.kernel import InvalidAmount, NotFound
from souk.messages import LacksCapability
from tests.souk.http.things import SoldOut

REQUEST = "request-1234"


def content(answer: Answer) -> dict[str, object]:
    shown: dict[str, object] = json.loads(answer.body)
    assert shown["status"] == answer.status
    assert shown["type"] == f"/problems/{shown['code']}"
    assert shown["requestId"] == REQUEST
    assert shown["instance"] == f"urn:souk:request:{REQUEST}"
    assert dict(answer.headers)[b"content-type"] == b"application/problem+json"
    assert dict(answer.headers)[b"cache-control"] == b"no-store"
    return shown


def test_a_refusal_carries_its_code_and_its_data():
    shown = content(problem_of(SoldOut(), REQUEST))
    assert (shown["status"], shown["code"], shown["title"]) == (409, "sold_out", "Sold out")
    assert shown["detail"] == "There is none left."
    assert shown["available"] == 0


def test_a_malformed_request_lists_its_mistakes():
    mistake = Mistake(pointer="/name", code="missing", detail="This field is required.")
    shown = content(problem_of(Malformed([mistake]), REQUEST))
    assert (shown["status"], shown["code"]) == (400, "malformed")
    assert shown["errors"] == [{"pointer": "/name", "code": "missing", "detail": "This field is required."}]


@pytest.mark.parametrize(
    ("error", "status", "code"),
    [
        (Unauthenticated(), 401, "unauthenticated"),
        (LacksCapability("stall:keep"), 403, "lacks_capability"),
        (NotFound("thing"), 404, "not_found"),
        (InvalidAmount("no"), 400, "malformed"),
        (TookTooLong("orders.place"), 503, "unavailable"),
        (TimeoutError(), 503, "unavailable"),
        (Unavailable("busy"), 503, "unavailable"),
        (exc.TimeoutError("pool"), 503, "unavailable"),
        (exc.OperationalError("SELECT secret", {}, psycopg.errors.DiskFull()), 503, "unavailable"),
        (exc.OperationalError("SELECT secret", {}, psycopg.OperationalError()), 503, "unavailable"),
        (exc.DataError("SELECT secret", {}, psycopg.errors.NumericValueOutOfRange()), 500, "internal_error"),
        (RuntimeError("the-secret-inside"), 500, "internal_error"),
        (ExceptionGroup("several", [ValueError("the-secret-inside")]), 500, "internal_error"),
    ],
)
def test_every_failure_has_its_answer(error: Exception, status: int, code: str):
    answer = problem_of(error, REQUEST)
    shown = content(answer)
    assert (shown["status"], shown["code"]) == (status, code)
    assert b"secret" not in answer.body


def test_unauthenticated_says_how_to_authenticate():
    assert (b"www-authenticate", b"Bearer") in problem_of(Unauthenticated(), REQUEST).headers


def test_unavailable_says_when_to_try_again():
    assert (b"retry-after", b"2") in problem_of(Unavailable("busy"), REQUEST).headers


@pytest.mark.parametrize("listed", [PROBLEM_KINDS, MISTAKE_CODES])
def test_codes_are_snake_case(listed: dict[str, object]):
    assert all(code.isidentifier() and code == code.lower() for code in listed)
