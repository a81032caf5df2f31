"""What the pages quote can be done: commands with their options, and services, routes, settings that are."""

import re
from collections.abc import Sequence
from pathlib import Path

import pytest
import rich_click as click

from shop.assembly import assemble, configure
from shop.command_line import souk
from tests.house.quoted import PAGES, ROOT, code_of, commands_of_souk, words_of
from tests.house.reading import read_yaml

BY_HAND = ["/health", "/health/live", "/health/ready", "/api/notifications/stream", "/api/notifications/ws"]
CONFIGURATION = configure()
REGISTRY = assemble(CONFIGURATION)
SERVED = {re.sub(r"{\w+}", "{}", path) for path in [*(route.path for route in REGISTRY.routes), *BY_HAND]}
by_name = pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))

ROUTE = re.compile(r"^(GET|POST|PUT|PATCH|DELETE|WS) (/(?:api|health|schema|\.well-known)[^\s?]*)")
VARIABLE = re.compile(r"\bSOUK_[A-Z0-9_]*[A-Z0-9]\b(?!…)")
NO_SETTINGS = ("SOUK_TEST_", "SOUK_CONFIG", "SOUK_DATA_DIR")
NAME = re.compile(r"^([a-z]+)\.[a-z0-9_]+$")
METRIC = re.compile(r"\bsouk_[a-z_]+?(?=_total\b|_bucket\b|\b)")
TEST = re.compile(r"`(test_\w+?)(?:\.py)?`")
ALL_ARE_SERVICES = {"logs", "ps", "restart", "up"}
FIRST_IS_SERVICE = {"exec", "run"}


def parse(command: click.Command, words: Sequence[str], parent: click.Context | None = None) -> None:
    """Read the words as the command line would, and do nothing. Raises a UsageError."""
    context = click.Context(command, parent=parent, info_name=command.name, **command.context_settings)
    given, rest, _ = command.make_parser(context).parse_args(list(words))
    for parameter in command.get_params(context):
        value = given.get(parameter.name or "")
        if isinstance(value, str):
            parameter.type_cast_value(context, value)
        elif parameter.required and not isinstance(value, tuple) and not getattr(parameter, "prompt", None):
            raise click.MissingParameter(ctx=context, param=parameter)
    if isinstance(command, click.Group):
        if rest:
            _, found, below = command.resolve_command(context, rest)
            assert found is not None
            parse(found, below, context)
    elif rest and not context.allow_extra_args:
        raise click.UsageError(f"{rest} is too much", context)


@by_name
def test_every_command_of_ours_can_be_given_like_that(page: Path):
    wrong = []
    for words in commands_of_souk(page.read_text()):
        try:
            parse(souk, words)
        except click.UsageError as mistake:
            wrong.append((" ".join(words), mistake.format_message()))
    assert wrong == []


@pytest.mark.parametrize("words", ["jobs retry", "events lag --loudly", "workflow map orders much", "dance"])
def test_a_command_that_cannot_be_given_would_be_noticed(words: str):
    with pytest.raises(click.UsageError):
        parse(souk, words.split())


@by_name
def test_every_service_that_compose_is_asked_for_is_there(page: Path):
    services = set(read_yaml((ROOT / "compose.yaml").read_text())["services"])
    for line in code_of(page.read_text()):
        words = words_of(line.partition("|")[0])
        verb = words[2] if words[:2] == ["docker", "compose"] and len(words) > 2 else ""
        names = [word for word in words[3:] if not word.startswith("-")]
        asked = names if verb in ALL_ARE_SERVICES else names[:1] if verb in FIRST_IS_SERVICE else []
        assert set(asked) <= services, line


@by_name
def test_every_route_that_is_named_is_served(page: Path):
    named = [found[2] for code in code_of(page.read_text()) if (found := ROUTE.match(code))]
    assert [path for path in named if re.sub(r"{\w+}", "{}", path.rstrip("…/")) not in SERVED] == []


@by_name
def test_every_variable_that_is_named_is_a_setting(page: Path):
    known = {setting.variable for setting in CONFIGURATION.settings()}
    named = set(VARIABLE.findall(page.read_text()))
    assert [name for name in sorted(named - known) if not name.startswith(NO_SETTINGS)] == []


@by_name
def test_every_setting_that_is_named_is_there(page: Path):
    known = {setting.name for setting in CONFIGURATION.settings()}
    sections = {name.partition(".")[0] for name in known if "." in name} - set(REGISTRY.names)
    named = {
        code for code in code_of(page.read_text()) if (found := NAME.match(code)) and found[1] in sections
    }
    assert sorted(named - known) == []


def test_every_metric_that_is_named_is_counted():
    counted = "".join(path.read_text() for path in (ROOT / "platform").rglob("*.py"))
    roles = {f"souk_{name}" for name in REGISTRY.names}
    named = {name for page in PAGES for name in METRIC.findall(page.read_text())}
    assert [name for name in sorted(named - roles) if f'"{name}' not in counted] == []


def test_every_test_that_is_named_is_there():
    kept = {path.stem: path.read_text() for path in (ROOT / "tests").rglob("*.py")}
    written = "".join(kept.values())
    decisions = [page for page in PAGES if page.parent.name == "adr"]
    named = {name for page in decisions for name in TEST.findall(page.read_text())}
    assert named
    assert [name for name in sorted(named) if name not in kept and f"def {name}(" not in written] == []
