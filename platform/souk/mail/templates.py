"""Mail templates: a text and an HTML file for each language, filled in strictly."""

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from souk.kernel import Value

LANGUAGES = ("en", "de")
"""What every mail is written in; the first stands in for all others."""

HERE = Path(__file__).parent
SUBJECT = "Subject: "


class Mail(Value):
    """A mail that a module sends: `Mail(name="orders.confirmed", folder=HERE / "mails", example={…})`.

    The folder holds `confirmed.en.txt`, whose first line is `Subject: …`, and `confirmed.en.html`, which
    extends `layout.html`; the same for each language. `example` names every value that the sender gives, and
    is what `souk mail preview` shows.
    """

    name: str
    folder: Path
    example: dict[str, str]

    def missing(self) -> list[str]:
        """Return the files that should be there."""
        wanted = [f"{_stem(self)}.{language}.{kind}" for language in LANGUAGES for kind in ("txt", "html")]
        return [name for name in wanted if not (self.folder / name).is_file()]


class Rendered(NamedTuple):
    """The content of a letter."""

    subject: str
    text: str
    html: str


def rendered(mail: Mail, language: str, values: Mapping[str, str]) -> Rendered:
    """Fill the templates in; a value that a template names and nobody gave is an error, not a gap."""
    plain, html = _environments(mail.folder)
    given = {"language": language, **values}
    first, _, body = plain.get_template(f"{_stem(mail)}.{language}.txt").render(given).partition("\n")
    subject = first.removeprefix(SUBJECT)
    page = html.get_template(f"{_stem(mail)}.{language}.html").render(given, subject=subject)
    return Rendered(subject=subject, text=body.strip() + "\n", html=page)


def best_language(wanted: Iterable[str]) -> str:
    """Return the first wanted language that mails are written in; regions do not count."""
    for tag in wanted:
        language = tag.partition("-")[0].lower()
        if language in LANGUAGES:
            return language
    return LANGUAGES[0]


def _stem(mail: Mail) -> str:
    return mail.name.partition(".")[2]


@cache
def _environments(folder: Path) -> tuple[Environment, Environment]:
    """Return the environments for text and for HTML; in HTML everything is escaped."""
    loader = FileSystemLoader([folder, HERE])
    # Text is no HTML: escaping it would show entities to people. It is sent as text/plain alone.
    plain = Environment(loader=loader, undefined=StrictUndefined, autoescape=False)  # noqa: S701
    return plain, Environment(loader=loader, undefined=StrictUndefined, autoescape=True)
