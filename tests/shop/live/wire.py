"""Streams as they come over the wire: bytes of SSE, frames of WebSockets."""

import base64
import json
import os
import socket
import struct
from typing import Any

PATIENCE = 10.0


class SseWire:
    """One open stream, read to the text that is waited for."""

    def __init__(self, address: tuple[str, int], query: str = "", **headers: str) -> None:
        self._socket = socket.create_connection(address, timeout=PATIENCE)
        lines = [f"GET /api/notifications/stream{query} HTTP/1.1", "Host: 127.0.0.1"]
        lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
        self._socket.sendall(("\r\n".join(lines) + "\r\n\r\n").encode())
        self.text = ""

    def until(self, text: str) -> str:
        """Read until the text has come; return everything."""
        while text not in self.text:
            received = self._socket.recv(65_536)
            if not received:
                raise AssertionError(f"closed after {self.text!r}")
            self.text += received.decode()
        return self.text

    def close(self) -> None:
        self._socket.close()


class WebSocket:
    """Just enough of RFC 6455 for a client that listens."""

    def __init__(self, address: tuple[str, int], query: str = "", **headers: str) -> None:
        self._socket = socket.create_connection(address, timeout=PATIENCE)
        lines = [
            f"GET /api/notifications/ws{query} HTTP/1.1",
            "Host: 127.0.0.1",
            "Upgrade: websocket",
            "Connection: Upgrade",
            "Sec-WebSocket-Version: 13",
            f"Sec-WebSocket-Key: {base64.b64encode(os.urandom(16)).decode()}",
            *(f"{name}: {value}" for name, value in headers.items()),
        ]
        self._socket.sendall(("\r\n".join(lines) + "\r\n\r\n").encode())
        self._buffer = b""
        head = self._to(b"\r\n\r\n")
        self.status = int(head.split()[1])

    def message(self) -> Any:
        """Return the next message; a close frame comes as its code and reason."""
        first, second = self._take(2)
        length = second & 0x7F
        if length == 126:
            (length,) = struct.unpack("!H", self._take(2))
        payload = self._take(length)
        if first & 0x0F == 8:
            return struct.unpack("!H", payload[:2])[0], payload[2:].decode()
        return json.loads(payload)

    def until(self, kind: str) -> Any:
        while isinstance(found := self.message(), dict):
            if found["type"] == kind:
                return found
        raise AssertionError(f"closed: {found}")

    def say(self, text: str) -> None:
        body = text.encode()
        self._socket.sendall(bytes([0x81, 0x80 | len(body)]) + bytes(4) + body)

    def close(self) -> None:
        self._socket.close()

    def _to(self, mark: bytes) -> str:
        while mark not in self._buffer:
            received = self._socket.recv(65_536)
            if not received:
                break
            self._buffer += received
        head, _, self._buffer = self._buffer.partition(mark)
        return head.decode()

    def _take(self, size: int) -> bytes:
        while len(self._buffer) < size:
            received = self._socket.recv(65_536)
            if not received:
                raise AssertionError("the connection was closed without a word")
            self._buffer += received
        taken, self._buffer = self._buffer[:size], self._buffer[size:]
        return taken
