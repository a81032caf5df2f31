"""Writes down every setting as an environment variable, explained and commented out: `.env.example`."""

from collections.abc import Iterable

from souk.configuration.loading import Setting, load
from souk.configuration.sections import Section


def environment_file(sections: Iterable[type[Section]]) -> str:
    """Return the text of the file; a secret's default is not shown."""
    return "\n".join(paragraph for section in sections for paragraph in _paragraphs(section))


def _paragraphs(section: type[Section]) -> Iterable[str]:
    yield f"# --- {section.__doc__}\n"
    for setting in load([section], environment={}).settings():
        yield f"# {setting.description}\n#{setting.variable}={_default(setting)}\n"


def _default(setting: Setting) -> str:
    return "" if setting.value.startswith("(") else setting.value
