"""What a person at a terminal can mend ends in a sentence that says so, never in a stack trace."""

import socket
from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from psycopg import errors

from shop.command_line import testing
from shop.command_line.events import events
from shop.command_line.jobs import jobs, schedules
from shop.command_line.making import new
from shop.command_line.migrating import migrate
from shop.command_line.people import users
from shop.command_line.starting import serve
from shop.command_line.troubles import told
from souk.startup import StartFailed

NOBODY = "01890000-0000-7000-8000-000000000001"

CASES = [
    (jobs, ["retry", NOBODY], "There is no such job."),
    (jobs, ["show", NOBODY], "There is no such job."),
    (jobs, ["run", "nobody.knows.v1"], "There is no such type of job."),
    (schedules, ["run", "nobody.knows"], "There is no such schedule."),
    (events, ["replay", NOBODY], "There is no such dead letter."),
    (events, ["discard", NOBODY], "There is no such dead letter."),
    (events, ["replay", "--subscriber", "users.mail_link"], "must hear each event once only"),
    (migrate, ["down", "nobody"], "There is no schema nobody."),
]


@pytest.mark.parametrize(("command", "words", "said"), CASES, ids=lambda value: str(value)[:40])
def test_a_wrong_name_is_told_with_where_the_right_ones_are(
    run, command: click.Command, words: list[str], said: str
):
    failure = run(command, *words, status=1).exception
    assert isinstance(failure, StartFailed)
    assert said in failure.problem
    assert failure.remedy


def test_an_argument_that_a_job_does_not_know_is_told(run):
    assert "`dyas`" in run(jobs, "run", "payments.reconcile_books.v1", '{"dyas": 3}', status=2).output


def test_a_password_that_is_too_short_is_told(run):
    words = ["create-admin", "--email", "a@example.com", "--password", "x"]
    assert "password" in run(users, *words, status=2).output


def alone(command: click.Command, *words: str, **environment: str) -> StartFailed:
    failure = CliRunner().invoke(command, list(words), env=environment).exception
    assert isinstance(failure, StartFailed), repr(failure)
    return failure


@pytest.mark.parametrize("words", [["status"], ["up"], ["sql"], ["down", "users"]])
def test_a_database_that_is_away_is_no_empty_one(words: list[str]):
    away = alone(migrate, *words, SOUK_DATABASE_URL="postgresql://127.0.0.1:1/souk")
    assert "refused" in away.problem
    assert "SOUK_DATABASE_URL" in away.remedy


def test_a_command_without_its_database_says_so():
    away = alone(events, "dead", SOUK_DATABASE_URL="postgresql://127.0.0.1:1/souk")
    assert "The database does not answer" in away.problem


def test_a_settings_file_that_is_named_has_to_be_there(tmp_path: Path):
    missing = alone(events, "dead", SOUK_CONFIG=str(tmp_path / "souk.toml"))
    assert "SOUK_CONFIG" in missing.problem


def test_suites_that_there_are_not_are_not_passed():
    assert "There are no tests of nobody." in alone(testing.test, "nobody").problem


def test_a_slice_without_its_module_is_told_how_to_say_it():
    assert "orders/print_invoice" in CliRunner().invoke(new, ["slice", "print_invoice"]).output


def test_nothing_to_show_is_said(run):
    assert "There are none." in run(jobs, "list").output
    assert "There are none." in run(events, "dead", "--subscriber", "nobody").output


def test_a_database_without_our_tables_leads_to_the_migrations():
    with pytest.raises(StartFailed) as lacking, told():
        raise errors.UndefinedTable
    assert lacking.value.remedy == "Run `souk migrate`."


def test_a_mistake_of_ours_stays_what_it_is():
    with pytest.raises(ZeroDivisionError), told():
        raise ZeroDivisionError


def test_a_port_that_is_taken_is_told_with_another_one():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        away = "postgresql://127.0.0.1:1/souk"
        found = alone(serve, SOUK_DATABASE_URL=away, SOUK_WEB_PORT=str(port))
    assert f"Port {port} is taken" in found.problem
    assert found.remedy.endswith(f"SOUK_WEB_PORT={port + 1}")
