"""What the embedded PostgreSQL promises to those who log in."""

import socket
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import psycopg
import pytest

from souk.embedded import EmbeddedPostgres, StartFailed
from souk.embedded.failure import read_from_output

Make = Callable[..., EmbeddedPostgres]


def test_the_owner_logs_in_to_a_database_that_speaks_unicode(postgres: EmbeddedPostgres) -> None:
    with psycopg.connect(postgres.url) as connection:
        row = connection.execute(
            "SELECT current_user, current_database(), datlocale, pg_encoding_to_char(encoding)"
            " FROM pg_database WHERE datname = current_database()"
        ).fetchone()
    assert row == ("souk_owner", "souk", "C.UTF-8", "UTF8")


@pytest.mark.parametrize("password", ["", ":wrong"])
def test_nobody_logs_in_without_the_right_password(postgres: EmbeddedPostgres, password: str) -> None:
    before, after = postgres.url.split("souk_owner:", 1)
    url = f"{before}souk_owner{password}@{after.split('@', 1)[1]}"
    with pytest.raises(psycopg.OperationalError, match="password"):
        psycopg.connect(url)


def test_a_module_role_cannot_log_in_with_the_owner_password(postgres: EmbeddedPostgres) -> None:
    with psycopg.connect(postgres.url, autocommit=True) as owner:
        owner.execute("CREATE ROLE catalog LOGIN PASSWORD 'apples'")
        address = postgres.url.split("@", 1)[1]
        with psycopg.connect(f"postgresql://catalog:apples@{address}") as catalog:
            assert catalog.execute("SELECT current_user").fetchone() == ("catalog",)
        with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
            psycopg.connect(postgres.url.replace("souk_owner", "catalog"))
        owner.execute("DROP ROLE catalog")


def test_tests_trade_durability_for_speed(postgres: EmbeddedPostgres) -> None:
    with psycopg.connect(postgres.url) as connection:
        assert connection.execute("SHOW fsync").fetchone() == ("off",)


def test_a_port_opens_tcp_on_this_machine(make_postgres: Make) -> None:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    with make_postgres(port=port) as server, psycopg.connect(server.url) as connection:
        assert connection.info.port == port
        assert connection.info.host == "127.0.0.1"


def test_a_path_too_long_for_a_socket_works(make_postgres: Make) -> None:
    with make_postgres(name=f"{'long' * 30}, and with spaces/postgres") as server:
        psycopg.connect(server.url).close()
        sockets = Path("/tmp") / server.url.rpartition(quote("/tmp/", safe=""))[2]
        assert sockets.exists()
    assert not sockets.exists()


def test_a_changed_secret_does_not_lock_the_owner_out(make_postgres: Make) -> None:
    with make_postgres(password="new") as server:
        psycopg.connect(server.url).close()


def test_a_second_server_on_the_same_data_is_refused_with_a_sentence(make_postgres: Make) -> None:
    with make_postgres(), pytest.raises(StartFailed, match="is in use by process"):
        make_postgres().start()


def test_the_data_of_another_major_version_is_refused_with_a_way_out(
    make_postgres: Make, tmp_path: Path
) -> None:
    server = make_postgres()
    (tmp_path / "postgres" / "cluster" / "PG_VERSION").write_text("17\n")
    with pytest.raises(StartFailed, match="made by PostgreSQL 17") as refusal:
        server.start()
    assert "pg_dump" in refusal.value.remedy


def test_a_full_disk_is_called_by_its_name() -> None:
    output = "FATAL:  could not write lock file: No space left on device"
    assert "disk is full" in read_from_output("PostgreSQL", output, "").problem


def test_a_failed_start_quotes_the_log(make_postgres: Make, tmp_path: Path) -> None:
    server = make_postgres()
    (tmp_path / "postgres" / "cluster" / "pg_hba.conf").write_text("nonsense\n")
    with pytest.raises(StartFailed, match="could not load"):
        server.start()
    assert server.exit_status() == 0
