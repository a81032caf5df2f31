"""A lean HTTP/1.1 client: connections that are kept, answers that are read whole."""

import asyncio
import gzip
import ssl
from collections.abc import Mapping
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import msgspec

PATIENCE = 30.0
LARGEST_HEAD = 65_536


class Reply(NamedTuple):
    """An answer."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    def json(self) -> Any:
        """Return what the body says; that of no body is empty. Raises DecodeError if it is no JSON."""
        packed = self.headers.get("content-encoding") == "gzip"
        body = gzip.decompress(self.body) if packed else self.body
        return msgspec.json.decode(body) if body else {}


class Failed(Exception):
    """There was no answer: `kind` says in a word or two why."""

    def __init__(self, kind: str) -> None:
        super().__init__(kind)
        self.kind = kind


class _Wire(NamedTuple):
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter


class Client:
    """Asks one server, over as many connections as there are questions at a time."""

    def __init__(self, url: str, patience: float = PATIENCE) -> None:
        parts = urlsplit(url)
        self._secure = parts.scheme == "https"
        self._host = parts.hostname or ""
        self._port = parts.port or (443 if self._secure else 80)
        self._at = parts.netloc
        self._base = parts.path.rstrip("/")
        self._patience = patience
        self._idle: list[_Wire] = []

    async def ask(
        self, method: str, path: str, headers: Mapping[str, str] | None = None, body: object = None
    ) -> Reply:
        """Raise Failed when no answer comes. A GET is sent again if a connection that was kept is gone."""
        try:
            async with asyncio.timeout(self._patience):
                return await self._ask(method, _written(method, self._base + path, self._at, headers, body))
        except TimeoutError:
            raise Failed("timeout") from None
        except ConnectionRefusedError:
            raise Failed("connection refused") from None
        except (OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError, ValueError):
            raise Failed("connection lost") from None

    def close(self) -> None:
        for wire in self._idle:
            wire.writer.close()
        self._idle.clear()

    async def _ask(self, method: str, written: bytes) -> Reply:
        while self._idle:
            wire = self._idle.pop()
            if wire.reader.at_eof():  # it was closed meanwhile
                wire.writer.close()
                continue
            try:
                return await self._on(wire, written)
            except (asyncio.IncompleteReadError, OSError) as lost:
                begun = isinstance(lost, asyncio.IncompleteReadError) and lost.partial
                if begun or method != "GET":
                    raise
        return await self._on(await self._connected(), written)

    async def _connected(self) -> _Wire:
        context = ssl.create_default_context() if self._secure else None
        return _Wire(*await asyncio.open_connection(self._host, self._port, ssl=context, limit=LARGEST_HEAD))

    async def _on(self, wire: _Wire, written: bytes) -> Reply:
        try:
            wire.writer.write(written)
            reply = await _read(wire.reader)
        except BaseException:
            wire.writer.close()
            raise
        if reply.headers.get("connection", "").lower() == "close" or wire.reader.at_eof():
            wire.writer.close()
        else:
            self._idle.append(wire)
        return reply


def _written(method: str, path: str, host: str, headers: Mapping[str, str] | None, body: object) -> bytes:
    content = b"" if body is None else msgspec.json.encode(body)
    lines = [f"{method} {path} HTTP/1.1", f"host: {host}", "accept-encoding: gzip"]
    lines += [f"{name}: {value}" for name, value in (headers or {}).items()]
    if body is not None:
        lines += ["content-type: application/json", f"content-length: {len(content)}"]
    return ("\r\n".join(lines) + "\r\n\r\n").encode() + content


async def _read(reader: asyncio.StreamReader) -> Reply:
    first, *lines = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
    status = int(first.split(" ", 2)[1])
    headers = {
        name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines if line)
    }
    if status in {204, 304}:
        return Reply(status, headers, b"")
    if headers.get("transfer-encoding", "").lower() == "chunked":
        return Reply(status, headers, await _chunks(reader))
    return Reply(status, headers, await reader.readexactly(int(headers.get("content-length", "0"))))


async def _chunks(reader: asyncio.StreamReader) -> bytes:
    parts: list[bytes] = []
    while size := int(await reader.readuntil(b"\r\n"), 16):
        parts.append((await reader.readexactly(size + 2))[:-2])
    await reader.readuntil(b"\r\n")
    return b"".join(parts)
