"""Uploads: bodies too long to hold in memory, taken in pieces within limits of size, ratio and time."""

import asyncio
import zlib
from collections.abc import AsyncIterator, Iterator, Mapping

from litestar.types import Receive

from souk.http.unreadable import Unreadable

PIECE = 65_536
GZIP = 16 + zlib.MAX_WBITS
HARMLESS = 1_048_576  # what is no longer than this may be as compressible as it likes
RATIO = 100


class Upload:
    """The body of a route with `streams=True`: iterate over it once. Its pieces are unpacked already.

    Raises Unreadable, which becomes the answer, when it is longer than `largest` (packed or not), unpacks to
    more than a hundred times its size, is no gzip although it says so, or stalls.
    """

    def __init__(
        self, receive: Receive, headers: Mapping[bytes, bytes], *, largest: int, patience: float
    ) -> None:
        self._receive = receive
        self._largest = largest
        self._patience = patience
        self._packed = _packing(headers.get(b"content-encoding", b"identity"))
        self._taken = 0
        self._given = 0
        length = headers.get(b"content-length", b"")
        if length.isdigit() and int(length[:18]) > largest:
            raise self._too_large()

    async def __aiter__(self) -> AsyncIterator[bytes]:
        unpacker = Unpacker() if self._packed else None
        async for piece in self._pieces():
            for unpacked in unpacker.unpacked(piece) if unpacker else (piece,):
                yield self._counted(unpacked)
        if unpacker and not unpacker.complete:
            raise Unreadable(400, "not_gzip", "The gzip ends too early.")

    async def _pieces(self) -> AsyncIterator[bytes]:
        more = True
        while more:
            try:
                async with asyncio.timeout(self._patience):
                    message = await self._receive()
            except TimeoutError:
                raise Unreadable(408, "request_timeout", "The body took too long to arrive.") from None
            if message["type"] != "http.request":
                raise Unreadable(400, "cut_off", "The body ended before its time.")
            more = message["more_body"]
            self._taken += len(message["body"])
            if self._taken > self._largest:
                raise self._too_large()
            if message["body"]:
                yield message["body"]

    def _counted(self, piece: bytes) -> bytes:
        self._given += len(piece)
        if self._given > self._largest:
            raise self._too_large()
        if self._given > max(HARMLESS, RATIO * self._taken):
            raise Unreadable(413, "body_too_large", "The body unpacks to more than is reasonable.")
        return piece

    def _too_large(self) -> Unreadable:
        return Unreadable(413, "body_too_large", f"A body may have {self._largest} bytes at most here.")


def _packing(coding: bytes) -> bool:
    if coding not in {b"identity", b"gzip"}:
        raise Unreadable(415, "unsupported_media_type", "The only compression that is read here is gzip.")
    return coding == b"gzip"


class Unpacker:
    """Unpacks gzip, of one part or several, never more than a piece at a time."""

    def __init__(self) -> None:
        self._zlib = zlib.decompressobj(GZIP)
        self.complete = True

    def unpacked(self, packed: bytes) -> Iterator[bytes]:
        while packed or not self._zlib.eof:
            try:
                piece = self._zlib.decompress(packed, PIECE)
            except zlib.error:
                raise Unreadable(400, "not_gzip", "The body is no gzip.") from None
            packed = self._zlib.unconsumed_tail
            self.complete = self._zlib.eof
            if piece:
                yield piece
            elif not self._zlib.eof:
                return  # it has said everything that can be said without the next piece
            if self._zlib.eof:
                packed = self._zlib.unused_data
                if not packed:
                    return
                self._zlib = zlib.decompressobj(GZIP)
