"""Answers: finished bytes with their headers, sent as they are."""

from collections.abc import AsyncGenerator, AsyncIterator, Sequence
from contextlib import aclosing
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
    """An ASGI response that is already encoded. `tags` name what it shows, for caches to forget it by."""

    __slots__ = ("body", "headers", "kind", "status", "tags")

    def __init__(
        self,
        status: int,
        body: bytes = b"",
        headers: Headers = (),
        kind: bytes = JSON,
        *,
        tags: Sequence[str] = (),
    ) -> None:
        self.tags = tuple(tags)
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


class Stream:
    """An answer that is sent while it is made, for what is too long to hold in memory.

    What goes wrong after the first chunk cannot be told any more: the connection is cut, so that nobody takes
    a part for the whole.
    """

    __slots__ = ("chunks", "headers", "kind")

    def __init__(self, chunks: AsyncIterator[bytes], *, kind: bytes = JSON, headers: Headers = ()) -> None:
        self.chunks = chunks
        self.kind = kind
        self.headers = [NO_STORE, *headers, (b"content-type", kind)]

    async def __call__(self, _scope: Scope, _receive: Receive, send: Send) -> None:
        async with aclosing(self._held()) as chunks:
            first = await anext(chunks, b"")
            await send({"type": "http.response.start", "status": 200, "headers": self.headers})
            await send({"type": "http.response.body", "body": first, "more_body": True})
            async for chunk in chunks:
                await send({"type": "http.response.body", "body": chunk, "more_body": True})
        await send({"type": "http.response.body", "body": b"", "more_body": False})

    async def _held(self) -> AsyncGenerator[bytes, None]:
        async for chunk in self.chunks:
            yield chunk


class Cookie(Value):
    """A cookie that scripts cannot read and other sites cannot send; `max_age=0` removes it."""

    name: str
    value: str
    path: str
    max_age: int

    def header(self, *, secure: bool) -> tuple[bytes, bytes]:
        """Return the header; over https its name gets the prefix that binds it to https."""
        name = cookie_name(self.name, secure=secure)
        flags = "; HttpOnly; SameSite=Strict" + ("; Secure" if secure else "")
        return (
            b"set-cookie",
            f"{name}={self.value}; Path={self.path}; Max-Age={self.max_age}{flags}".encode(),
        )


def cookie_name(name: str, *, secure: bool) -> str:
    return f"__Secure-{name}" if secure else name


class Reply(Generic[T]):
    """A value with cookies, headers or a status of its own; most endpoints return the bare value.

    A cookie with `max_age=0` is taken back. `tags` name what a cached answer shows.
    """

    __slots__ = ("cookies", "headers", "status", "tags", "value")

    def __init__(
        self,
        value: T,
        *,
        cookies: Sequence[Cookie] = (),
        headers: Headers = (),
        status: int | None = None,
        tags: Sequence[str] = (),
    ) -> None:
        self.tags = tags
        self.value = value
        self.status = status
        self.cookies = cookies
        self.headers = headers


def encoded(value: object, status: int, *, secure: bool) -> Answer | Stream:
    """Encode what an endpoint returned; personal until a route says otherwise, hence no-store."""
    if isinstance(value, Answer | Stream):
        return value
    headers: list[tuple[bytes, bytes]] = [NO_STORE]
    tags: Sequence[str] = ()
    if isinstance(value, Reply):
        tags = value.tags
        headers += [*value.headers, *(cookie.header(secure=secure) for cookie in value.cookies)]
        status = value.status or status
        value = value.value
    return Answer(status, b"" if value is None else ENCODER.encode(value), headers, tags=tags)
