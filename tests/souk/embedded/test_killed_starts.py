"""What is left of a start that was killed, and how the next one copes."""

import os
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import psutil
import psycopg

from souk.embedded import EmbeddedPostgres, EmbeddedValkey
from souk.embedded.wheels import postgres_programs

Make = Callable[..., EmbeddedPostgres]
Run = Callable[[str], subprocess.Popen[str]]

_STARTER = """
import time
from pathlib import Path
from souk.embedded import EmbeddedPostgres, EmbeddedValkey
EmbeddedPostgres(Path({folder!r}, "postgres"), password="new", durable=False).start()
EmbeddedValkey(Path({folder!r}, "valkey")).start()
print("ready", flush=True)
time.sleep(60)
"""


def _servers_below(folder: Path) -> list[psutil.Process]:
    found = []
    for process in psutil.process_iter(["name"]):
        try:
            if process.info["name"] in {"postgres", "valkey-server"} and process.cwd().startswith(
                str(folder)
            ):
                found.append(process)
        except psutil.Error:
            continue
    return found


def test_a_killed_starter_leaves_no_process_behind(
    make_postgres: Make, tmp_path: Path, run_until_ready: Run
) -> None:
    make_postgres()
    starter = run_until_ready(_STARTER.format(folder=str(tmp_path)))
    assert len(_servers_below(tmp_path)) > 2
    starter.kill()
    _, alive = psutil.wait_procs(_servers_below(tmp_path), timeout=5)
    assert alive == []


def test_a_start_right_after_a_kill_works(make_postgres: Make, tmp_path: Path, run_until_ready: Run) -> None:
    server = make_postgres(password="new")
    starter = run_until_ready(_STARTER.format(folder=str(tmp_path)))
    starter.kill()
    starter.wait()
    with server, EmbeddedValkey(tmp_path / "valkey"):
        psycopg.connect(server.url).close()


def test_an_orphaned_server_is_stopped_first(make_postgres: Make, tmp_path: Path) -> None:
    server = make_postgres()
    with server:  # opens the way for the server's own user
        pass
    cluster = tmp_path / "postgres" / "cluster"
    server_program = str(postgres_programs() / "postgres")
    orphan = _start_as_owner([server_program, "-D", str(cluster), "-k", str(cluster), "-h", ""], cluster)
    assert _comes_true(lambda: "ready" in _read(cluster / "postmaster.pid"))
    with server:
        assert orphan.wait(5) == 0
        psycopg.connect(server.url).close()


def test_a_stale_process_file_that_names_a_living_stranger_is_ignored(
    make_postgres: Make, tmp_path: Path
) -> None:
    server = make_postgres()
    cluster = tmp_path / "postgres" / "cluster"
    stranger = _start_as_owner(["sleep", "60"], cluster)
    (cluster / "postmaster.pid").write_text(f"{stranger.pid}\n{cluster}\n1\n5432\n\n\n1 1\nready\n")
    with server:
        psycopg.connect(server.url).close()
    assert stranger.poll() is None
    stranger.kill()
    stranger.wait()


def test_a_stale_socket_that_names_a_living_stranger_is_ignored(make_postgres: Make, tmp_path: Path) -> None:
    server = make_postgres()
    lock = tmp_path / "postgres" / ".s.PGSQL.5432.lock"
    lock.write_text(f"{os.getpid()}\n{tmp_path}\n1\n5432\n\n")
    with server:
        psycopg.connect(server.url).close()


def test_a_cluster_that_was_not_finished_is_made_again(tmp_path: Path) -> None:
    unfinished = tmp_path / "postgres" / "cluster.unfinished"
    unfinished.mkdir(parents=True)
    (unfinished / "PG_VERSION").write_text("18\n")
    with EmbeddedPostgres(tmp_path / "postgres", password="new", durable=False) as server:
        psycopg.connect(server.url).close()
    assert not unfinished.exists()


def test_a_stopped_server_can_be_started_again_in_place(make_postgres: Make) -> None:
    with make_postgres() as server:
        process = next(each for each in _servers_below(server.log.parent) if each.ppid() == os.getpid())
        process.send_signal(signal.SIGKILL)
        assert _comes_true(lambda: server.exit_status() == -signal.SIGKILL)
        server.restart()
        psycopg.connect(server.url).close()


def _start_as_owner(argv: list[str], owned: Path) -> subprocess.Popen[bytes]:
    owner = owned.stat() if os.geteuid() == 0 else None
    return subprocess.Popen(
        argv,
        user=owner.st_uid if owner else None,
        group=owner.st_gid if owner else None,
        extra_groups=[] if owner else None,
        stderr=subprocess.DEVNULL,
    )


def _read(path: Path) -> str:
    return path.read_text() if path.exists() else ""


def _comes_true(condition: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + 5
    while not condition() and time.monotonic() < deadline:
        time.sleep(0.01)
    return condition()
