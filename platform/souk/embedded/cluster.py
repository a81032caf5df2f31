"""Makes the folder of files that PostgreSQL calls a cluster; an unfinished one never looks finished."""

import os
import shutil
import signal
import subprocess
from collections.abc import Sequence
from pathlib import Path

from souk.embedded.account import Account
from souk.embedded.children import kill_group, start_child
from souk.embedded.failure import read_from_output
from souk.embedded.wheels import postgres_major, postgres_programs
from souk.startup import StartFailed

OWNER = "souk_owner"
DATABASE = "souk"
# TZ spares initdb a search through all time zones. No PG variable of ours may reach PostgreSQL.
ENVIRONMENT = {"PATH": os.defpath, "LC_ALL": "C.UTF-8", "TZ": "UTC"}
# Everybody needs a password, the owner too: only then do the modules' roles mean something.
_WHO_MAY_CONNECT = "local all all scram-sha-256\nhost all all 127.0.0.1/32 scram-sha-256\n"
# Each login repeats this, 4,096 times as a rule: ten milliseconds, more than most tests have to do otherwise.
# It slows down whoever tries passwords, and what is not durable guards nothing.
_CHEAP_LOGINS = ("--set", "scram_iterations=1")


def require_cluster(folder: Path, *, password: str, account: Account | None, durable: bool) -> None:
    """Make the cluster with the owner and the database in it, unless it exists; refuse another version's."""
    if not folder.exists():
        _make(folder, password, account, durable)
    made_by = (folder / "PG_VERSION").read_text().strip()
    if made_by != postgres_major():
        raise StartFailed(
            f"The data in {folder} was made by PostgreSQL {made_by}; this Souk brings {postgres_major()}.",
            f"Carry it over with pg_dump of version {made_by}, or move it away to begin with an empty shop.",
        )


def set_password(folder: Path, password: str, account: Account | None) -> None:
    """Give the owner a new password while the server is down."""
    _without_server(folder, f"ALTER ROLE {OWNER} PASSWORD {_quoted(password)};\n", account)


def _make(folder: Path, password: str, account: Account | None, durable: bool) -> None:
    unfinished = folder.with_name(f"{folder.name}.unfinished")
    if unfinished.exists():
        shutil.rmtree(unfinished)
    initdb = postgres_programs() / "initdb"
    language = ("--encoding=UTF8", "--locale-provider=builtin", "--locale=C.UTF-8")
    quickly = ("--no-sync", "--no-instructions", *(() if durable else _CHEAP_LOGINS))
    _run(
        [initdb, f"--pgdata={unfinished}", f"--username={OWNER}", "--auth=trust", *language, *quickly],
        account,
    )
    set_password(unfinished, password, account)
    _without_server(unfinished, f"CREATE DATABASE {DATABASE};\n", account)
    (unfinished / "pg_hba.conf").write_text(_WHO_MAY_CONNECT)
    if durable:
        _run([initdb, "--sync-only", f"--pgdata={unfinished}"], account)
    unfinished.rename(folder)


def _without_server(folder: Path, statement: str, account: Account | None) -> None:
    postgres = postgres_programs() / "postgres"
    _run(
        [postgres, "--single", "-j", "-D", folder, "-c", "exit_on_error=on", "postgres"],
        account,
        statement + "\n",
    )


def _run(argv: Sequence[str | Path], account: Account | None, script: str = "") -> None:
    child = start_child(
        argv,
        when_orphaned=signal.SIGKILL,
        stdin=subprocess.PIPE,
        output=subprocess.PIPE,
        env=ENVIRONMENT,
        folder=Path("/"),
        account=account,
    )
    try:
        output, _ = child.communicate(script.encode())
    finally:
        kill_group(child)
    if child.returncode != 0:
        raise read_from_output("PostgreSQL", output.decode(errors="replace"), f"That was {argv[0]}.")


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
