"""Answers: finished bytes with their headers, sent as they are."""

from collections.abc import Sequence
from typing import Generic, TypeVar

import msgspec
from litestar.types import Receive, Scope, Send

from souk.kernel import Value

T = TypeVar("T")
Headers = Sequence[tuple[bytes, bytes]]

ENCODER = msgspec.json.Encoder(decimal_format="number")
JSON = b"application/json"
NO_STORE = (b"cache-control", b"no-store")
WITHOUT_LENGTH = frozenset({204, 304})  # RFC 9110: none in the one; in the other it would be that of the 200


class Answer:
    """An ASGI response that is already encoded."""

    __slots__ = ("body", "headers", "kind", "status")

    def __init__(self, status: int, body: bytes = b"", headers: Headers = (), kind: bytes = JSON) -> None:
        self.status = status
        self.body = body
        self.kind = kind
        self.headers = list(headers)
        if status not in WITHOUT_LENGTH:
            self.headers.append((b"content-length", str(len(body)).encode()))
        if body:
            self.headers.append((b"content-type", kind))

    async def __call__(self, _scope: Scope, _receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": self.status, "headers": self.headers})
        await send({"type": "http.response.body", "body": self.body, "more_body": False})


class Cookie(Value):
    """A cookie that scripts cannot read and other sites cannot send."""

    name: str
    value: str
    path: str
    max_age: int

    def header(self, *, secure: bool) -> tuple[bytes, bytes]:
        """Return the header; over https its name gets the prefix that binds it to https."""
        name = f"__Secure-{self.name}" if secure else self.name
        flags = "; HttpOnly; SameSite=Strict" + ("; Secure" if secure else "")
        return (
            b"set-cookie",
            f"{name}={self.value}; Path={self.path}; Max-Age={self.max_age}{flags}".encode(),
        )


class Reply(Generic[T]):
    """A value with cookies or headers, for the few endpoints that need them; the others return the value."""

    __slots__ = ("cookies", "headers", "value")

    def __init__(self, value: T, *, cookies: Sequence[Cookie] = (), headers: Headers = ()) -> None:
        self.value = value
        self.cookies = cookies
        self.headers = headers


def encoded(value: object, status: int, *, secure: bool) -> Answer:
    """Encode what an endpoint returned; personal until a route says otherwise, hence no-store."""
    if isinstance(value, Answer):
        return value
    headers: list[tuple[bytes, bytes]] = [NO_STORE]
    if isinstance(value, Reply):
        headers += [*value.headers, *(cookie.header(secure=secure) for cookie in value.cookies)]
        value = value.value
    return Answer(status, b"" if value is None else ENCODER.encode(value), headers)
