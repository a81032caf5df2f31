"""souk audit, souk mail and souk users: what an operator does at a terminal."""

import psycopg
import pytest

from shop.command_line.auditing import audit
from shop.command_line.mailing import mail
from shop.command_line.people import users
from souk.testing.databases import TestDatabase


def rows(shop: TestDatabase, sql: str) -> list[tuple[object, ...]]:
    with psycopg.connect(shop.url) as owner:
        return owner.execute(sql.encode()).fetchall()


def test_a_new_key_signs_and_the_old_one_stays_known(run, shop: TestDatabase):
    first = run(users, "rotate-key").output
    second = run(users, "rotate-key").output
    kept = {str(row[0]) for row in rows(shop, "SELECT id FROM users.signing_key")}
    assert first != second
    assert all(any(key in said for key in kept) for said in (first, second))


def test_makes_an_administrator_and_shows_the_password_that_it_made_up(run, shop: TestDatabase):
    said = run(users, "create-admin", "--email", "Boss@example.com").output
    assert "A new account's password is" in said
    assert rows(shop, "SELECT email, 'administrator' = ANY(roles) FROM users.account") == [
        ("boss@example.com", True)
    ]


def test_an_untouched_record_is_found_to_be_whole(run):
    assert "0 records, all as they were written." in run(audit, "verify").output


def test_a_record_that_was_touched_or_cut_off_is_found_out(run, shop: TestDatabase):
    said = run(audit, "verify", "--expect", "ab" * 32, status=1).output
    assert "does not fit" in said


@pytest.mark.parametrize("language", ["en", "de"])
def test_shows_a_mail_as_it_would_be_sent(run, language: str):
    text = run(mail, "preview", "users.verify_email", "--language", language).output
    assert text.startswith("Subject: ")
    assert "token=AAAA" in text
    assert "Ann" in text
    html = run(mail, "preview", "users.verify_email", "--language", language, "--html").output
    assert "<a href=" in html


def test_knows_every_mail_that_it_lists_and_no_other(run):
    listed = run(mail, "list").output
    for name in ("users.change_email", "orders.placed", "catalog.low_stock"):
        assert name in listed
        for language in ("en", "de"):
            assert run(mail, "preview", name, "--language", language).output.startswith("Subject: ")
    assert "There is no mail" in run(mail, "preview", "nobody.knows", status=1).output
