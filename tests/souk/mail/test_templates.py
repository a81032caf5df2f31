"""Filling mails in."""

from pathlib import Path

import jinja2
import pytest

from shop.assembly import assemble, configure
from souk.mail import LANGUAGES, Mail, best_language, rendered

MAILS = [mail for module in assemble(configure()).modules.values() for mail in module.mails]
SOMEBODY = {
    "first_name": "<Ann>",
    "last_name": "Lee",
    "shop": "Souk",
    "storefront": "https://x",
    "token": "T",
}


@pytest.mark.parametrize("mail", MAILS, ids=lambda mail: mail.name)
def test_every_mail_of_the_shop_is_written_in_every_language_as_text_and_as_html(mail: Mail):
    assert mail.missing() == []
    for language in LANGUAGES:
        letter = rendered(mail, language, {**mail.example, **SOMEBODY})
        assert letter.subject
        assert "Subject:" not in letter.subject
        assert "<Ann>" in letter.text or "Ann" not in letter.text
        assert "<Ann>" not in letter.html
        assert f'lang="{language}"' in letter.html


@pytest.mark.parametrize("mail", MAILS, ids=lambda mail: mail.name)
def test_no_two_languages_say_the_same(mail: Mail):
    texts = {rendered(mail, language, {**mail.example, **SOMEBODY}).text for language in LANGUAGES}
    assert len(texts) == len(LANGUAGES)


def test_a_value_that_nobody_gave_is_an_error(tmp_path: Path):
    (tmp_path / "hello.en.txt").write_text("Subject: Hi\n{{ missing }}")
    (tmp_path / "hello.en.html").write_text("hi")
    with pytest.raises(jinja2.UndefinedError):
        rendered(Mail(name="test.hello", folder=tmp_path, example={}), "en", {})


@pytest.mark.parametrize(
    ("wanted", "language"),
    [(["de-AT"], "de"), (["DE"], "de"), (["fr", "de"], "de"), (["fr"], "en"), ([], "en")],
)
def test_the_language_is_the_first_that_we_write(wanted: list[str], language: str):
    assert best_language(wanted) == language
