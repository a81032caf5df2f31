"""A client that sends exactly the bytes it is given, and reads whatever comes back."""

import json
import socket
import time
from collections.abc import Sequence
from typing import Any, NamedTuple

PATIENCE = 10.0


class Received(NamedTuple):
    """What came back; without a status the connection was closed without a word."""

    status: int
    headers: dict[str, str]
    body: bytes
    raw: bytes
    closed: bool
    seconds: float

    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def code(self) -> str:
        return str(self.json()["code"])


def exchange(address: tuple[str, int], *parts: bytes, pause: float = 0.0, is_head: bool = False) -> Received:
    """Send the parts, with a pause between them, and read one answer."""
    started = time.perf_counter()
    with socket.create_connection(address, timeout=PATIENCE) as connection:
        _send(connection, parts, pause)
        raw, closed = _read(connection, is_head=is_head)
    return parsed(raw, closed, time.perf_counter() - started)


def _send(connection: socket.socket, parts: Sequence[bytes], pause: float) -> None:
    try:
        for number, part in enumerate(parts):
            if number:
                time.sleep(pause)
            connection.sendall(part)
    except (BrokenPipeError, ConnectionResetError):
        return  # it has answered, or has had enough, before we were done


def _read(connection: socket.socket, *, is_head: bool) -> tuple[bytes, bool]:
    raw = b""
    while not complete(raw, is_head=is_head):
        try:
            received = connection.recv(65_536)
        except ConnectionResetError:
            return raw, True
        if not received:
            return raw, True
        raw += received
    return raw, False


def complete(raw: bytes, *, is_head: bool = False) -> bool:
    head, found, body = raw.partition(b"\r\n\r\n")
    if not found:
        return False
    length = _headers(head).get("content-length")
    return is_head or length is None or len(body) >= int(length)


def parsed(raw: bytes, closed: bool, seconds: float) -> Received:
    if not raw:
        return Received(0, {}, b"", raw, closed, seconds)
    head, _, body = raw.partition(b"\r\n\r\n")
    return Received(int(head.split()[1]), _headers(head), body, raw, closed, seconds)


def _headers(head: bytes) -> dict[str, str]:
    lines = head.decode("latin-1").split("\r\n")[1:]
    return {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
