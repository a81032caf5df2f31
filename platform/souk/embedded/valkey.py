"""A private Valkey server that lives and dies with the process that started it."""

import signal
import socket
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import quote

from souk.embedded.access import let_through, make_readable
from souk.embedded.account import Account
from souk.embedded.leftovers import stop_leftovers
from souk.embedded.server import EmbeddedServer
from souk.embedded.wheels import valkey_server

_SOCKET = "valkey.sock"
_SETTINGS = {
    "port": "0",
    "unixsocketperm": "700",
    # Nothing is kept on disk: PostgreSQL is the record, this is the transport.
    "save": "",
    "appendonly": "no",
    # Never drop a queue to make room.
    "maxmemory-policy": "noeviction",
    "daemonize": "no",
}


class EmbeddedValkey(EmbeddedServer):
    """A Valkey on a Unix socket, empty at each start. Start it from the main thread."""

    name = "Valkey"
    farewells = ((signal.SIGTERM, 5.0),)
    when_orphaned = signal.SIGTERM
    patience = 10.0

    def __init__(self, data_dir: Path) -> None:
        super().__init__(data_dir, _SOCKET)

    @property
    def url(self) -> str:
        """The server's address, the same whether it runs or not."""
        return f"unix://{quote(str(self._socket))}?db=0"

    @property
    def _socket(self) -> Path:
        return self._sockets / _SOCKET

    def _start(self, account: Account | None) -> None:
        if account:
            make_readable(valkey_server().parent)
            let_through(valkey_server(), account)
            let_through(self._data_dir, account)
        stop_leftovers("valkey-server", self._data_dir, *self.farewells, (signal.SIGKILL, 5.0))
        self._launch([valkey_server(), *self._settings()], account)

    def _settings(self) -> Sequence[str]:
        # Relative to its folder where possible: Valkey splits its arguments at spaces.
        address = _SOCKET if self._sockets == self._data_dir else str(self._socket)
        settings = {**_SETTINGS, "unixsocket": address}
        return [part for name, value in settings.items() for part in (f"--{name}", value)]

    def _answers(self, _process_id: int) -> bool:
        with socket.socket(socket.AF_UNIX) as connection:
            connection.settimeout(1)
            try:
                connection.connect(str(self._socket))
                connection.sendall(b"PING\r\n")
                return connection.recv(16).startswith(b"+PONG")
            except OSError:
                return False
