"""One real server: both ways to listen, hints from another process, signing out, and a stop that is quick."""

import time

from tests.shop.live.conftest import Shop

A_HINT_NOT_A_LOOK = 5.0  # the server looks by itself every 30 s only


def test_both_ways_show_the_same_and_end_with_the_session(shop: Shop):
    ann, token = shop.sign_in("ann")
    ticket = shop.post("/api/notifications/ticket", token=token)
    sse = shop.sse(Authorization=f"Bearer {token}")
    socket = shop.socket(f"?ticket={ticket['ticket']}")
    assert sse.until("retry:").startswith("HTTP/1.1 200")
    hello = socket.until("hello")
    started = time.monotonic()
    shop.tell(ann, 1)
    assert 'event: toy.told\ndata: {"number": 1}\n\n' in sse.until("toy.told")
    told = socket.until("toy.told")
    assert (told["data"], told["id"] > hello["id"]) == ({"number": 1}, True)
    assert time.monotonic() - started < A_HINT_NOT_A_LOOK

    resumed = shop.socket(f"?lastEventId={hello['id']}", Authorization=f"Bearer {token}")
    assert resumed.until("toy.told") == told

    refused = shop.socket(f"?ticket={ticket['ticket']}")
    assert refused.message() == (4401, "unauthenticated")
    foreign = shop.socket(Authorization=f"Bearer {token}", Origin="https://evil.example")
    assert foreign.status == 403

    talkative = shop.socket(Authorization=f"Bearer {token}")
    talkative.until("hello")
    talkative.say("hello?")
    assert talkative.message() == (1008, "nothing_is_read_here")

    signed_out = time.monotonic()
    shop.post("/api/users/logout-all", token=token)
    assert '"reason":"signed_out","again":false' in sse.until("event: end")
    assert socket.message() == (4401, "signed_out")
    assert time.monotonic() - signed_out < 1


def test_at_last_a_stop_says_so_ends_streams_at_once_and_finishes_what_is_open(shop: Shop):
    _, token = shop.sign_in("bob")
    sse = shop.sse(Authorization=f"Bearer {token}")
    socket = shop.socket(Authorization=f"Bearer {token}")
    sse.until("retry:")
    socket.until("hello")
    half = shop.half_a_request()
    shop.served.ask_to_stop()
    assert sse.until('"reason":"restarting","again":true')
    code, reason = socket.message()
    assert (code, reason.split(";")[0]) == (1012, "restarting")
    assert shop.status("/health/ready") == 503
    assert shop.status("/health/live") == 200
    half.sendall(b"}")
    answer = half.recv(65_536).decode().lower()
    assert answer.startswith("http/1.1 400")
    assert "connection: close" in answer
    assert shop.served.stopped() == 0
