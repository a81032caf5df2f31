"""Answers are finished bytes with exactly the headers that belong to them."""

from decimal import Decimal

from souk.http import Answer, Cookie, Reply, Shown
from souk.http.answers import encoded
from souk.kernel import Money


def finished(value: object, status: int = 200) -> Answer:
    answer = encoded(value, status, secure=True)
    assert isinstance(answer, Answer)
    return answer


class Priced(Shown):
    unit_price: Decimal
    currency: str


def test_money_is_a_number_with_the_decimals_of_its_currency():
    for money, shown in [
        (Money(minor=59990, currency="EUR"), b'{"unitPrice":599.90,"currency":"EUR"}'),
        (Money(minor=0, currency="JPY"), b'{"unitPrice":0,"currency":"JPY"}'),
        (Money(minor=1, currency="BHD"), b'{"unitPrice":0.001,"currency":"BHD"}'),
        (Money(minor=9007199254740993, currency="EUR"), b'{"unitPrice":90071992547409.93,"currency":"EUR"}'),
    ]:
        value = Priced(unit_price=money.major, currency=money.currency)
        assert finished(value).body == shown


def test_nothing_has_no_type():
    answer = finished(None, 204)
    assert answer.body == b""
    assert b"content-type" not in dict(answer.headers)


def test_an_answer_passes_as_it_is():
    answer = Answer(200, b"x", kind=b"text/plain")
    assert encoded(answer, 201, secure=True) is answer


def test_a_reply_brings_cookies_and_headers():
    cookie = Cookie(name="visit", value="abc", path="/api", max_age=60)
    reply = Reply(None, cookies=[cookie], headers=[(b"x-a", b"b")])
    headers = encoded(reply, 200, secure=True).headers
    assert (b"x-a", b"b") in headers
    assert (b"cache-control", b"no-store") in headers
    assert (
        b"set-cookie",
        b"__Secure-visit=abc; Path=/api; Max-Age=60; HttpOnly; SameSite=Strict; Secure",
    ) in headers


def test_over_plain_http_a_cookie_has_no_prefix():
    cookie = Cookie(name="visit", value="abc", path="/api", max_age=60)
    name, value = cookie.header(secure=False)
    assert name == b"set-cookie"
    assert value == b"visit=abc; Path=/api; Max-Age=60; HttpOnly; SameSite=Strict"
