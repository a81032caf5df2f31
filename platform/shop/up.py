"""Brings the whole shop up in one terminal: its servers, its data, its processes; and takes it down again."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from shop.disk_space import require_space
from shop.ports import require_free_port
from shop.process import ChildProcess
from shop.single_instance import single_instance
from shop.stop_signals import StopRequested, stop_on_signals
from shop.supervisor import Supervisor
from souk.embedded.postgres import EmbeddedPostgres
from souk.embedded.valkey import EmbeddedValkey
from souk.startup import StartFailed, say

_PATIENCE_AFTER_A_KILL = 5.0


@dataclass(frozen=True, kw_only=True)
class ServerUrls:
    """Where the shop's servers are, embedded or not."""

    database: str
    redis: str


@dataclass(frozen=True, kw_only=True)
class UpOptions:
    """What `up` needs to know.

    `meanwhile` runs while the servers start, and needs neither. `prepare` runs once both answer, before any
    process starts: migrate, seed, make the administrator. `processes` says what to run; `finish` runs while
    they start, and `welcome` is asked for its lines when all are ready. `last` runs when all is over, while
    the data folder is still ours. A server whose URL is given is used as it is; others are started here.
    """

    data_dir: Path
    owner_password: str
    prepare: Callable[[ServerUrls], None]
    processes: Callable[[ServerUrls], Sequence[ChildProcess]]
    welcome: Callable[[], Sequence[str]]
    meanwhile: Callable[[], object] = tuple
    finish: Callable[[], object] = tuple
    last: Callable[[], object] = tuple
    host: str = "127.0.0.1"
    port: int = 8000
    database_url: str | None = None
    redis_url: str | None = None


def up(options: UpOptions) -> int:
    """Run the shop until a signal asks for its end; the exit status is 0 if it was stopped on request."""
    try:
        with stop_on_signals():
            _run(options)
    except StopRequested:
        say("Souk has stopped.")
    except StartFailed as failure:
        say(f"{failure.problem}\n{failure.remedy}")
        return 1
    return 0


def _run(options: UpOptions) -> None:
    address = f"http://{options.host}:{options.port}"
    with single_instance(options.data_dir, address) as after_a_kill, _at_last(options.last):
        # The processes of a killed run need a moment to notice that it is gone.
        patience = _PATIENCE_AFTER_A_KILL if after_a_kill else 0.0
        require_free_port(options.host, options.port, patience=patience)
        require_space(options.data_dir)
        with Supervisor() as supervisor:
            urls = _start_servers(options, supervisor)
            options.prepare(urls)
            with supervisor.starting(*options.processes(urls)):
                options.finish()
            for line in options.welcome():
                say(line)
            supervisor.watch()


@contextmanager
def _at_last(act: Callable[[], object]) -> Iterator[None]:
    try:
        yield
    finally:
        act()


def _start_servers(options: UpOptions, supervisor: Supervisor) -> ServerUrls:
    database, redis = options.database_url, options.redis_url
    servers: list[EmbeddedPostgres | EmbeddedValkey] = []
    if database is None:
        postgres = EmbeddedPostgres(options.data_dir / "postgres", password=options.owner_password)
        servers.append(postgres)
        database = postgres.url
    if redis is None:
        valkey = EmbeddedValkey(options.data_dir / "valkey")
        servers.append(valkey)
        redis = valkey.url
    if servers:
        say(f"Starting {' and '.join(server.name for server in servers)} …")
    with supervisor.starting(*servers):
        options.meanwhile()
    return ServerUrls(database=database, redis=redis)
