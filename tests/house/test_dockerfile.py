"""The Dockerfile, as far as reading goes. That its first stage works is shown by .ci/image.py."""

import fnmatch
import json
import re
import shlex
from pathlib import Path

import rich_click as click

from shop.command_line import souk
from souk.configuration import WebSettings
from souk.http.health import health_endpoints
from souk.observability.health import Checkup

ROOT = Path(__file__).parents[2]


def stages() -> dict[str, list[tuple[str, str]]]:
    """Return the instructions of each stage by its name."""
    text = re.sub(r"^#.*\n", "", (ROOT / "Dockerfile").read_text(), flags=re.MULTILINE)
    found: dict[str, list[tuple[str, str]]] = {}
    for line in filter(None, re.sub(r"\\\n\s*", " ", text).splitlines()):
        word, _, rest = line.partition(" ")
        if word == "FROM":
            found[rest.rpartition(" AS ")[2]] = []
        elif found:
            found[list(found)[-1]].append((word, rest.strip()))
    return found


def only(stage: str, wanted: str) -> str:
    [rest] = [rest for word, rest in stages()[stage] if word == wanted]
    return rest


def test_copies_only_what_exists_and_what_docker_is_shown():
    shown = [line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")]
    for word, rest in stages()["build"]:
        for source in rest.split()[:-1] if word == "COPY" else []:
            assert (ROOT / source).exists()
            assert any(fnmatch.fnmatch(source, pattern) for pattern in shown), f"{source} is ignored"


def test_installs_nothing_whose_hash_is_unknown_and_compiles_nothing():
    for word, rest in stages()["build"]:
        if word == "RUN" and " install " in rest:
            from_lock = "--require-hashes" in rest and "--only-binary=:all:" in rest
            own_wheel = "--no-index" in rest and "--no-deps" in rest
            assert from_lock or own_wheel, rest
        assert "apt-get" not in rest


def test_the_base_is_pinned_to_a_version_that_the_project_supports():
    version = re.search(r"^ARG PYTHON=(\d+)\.(\d+)-slim-", (ROOT / "Dockerfile").read_text(), re.MULTILINE)
    assert version
    assert (int(version[1]), int(version[2])) >= (3, 11)


def test_what_runs_is_built_elsewhere_and_runs_as_nobody_in_particular():
    running = stages()["souk"]
    assert [rest for word, rest in running if word == "COPY"] == ["--from=build /opt/souk /opt/souk"]
    assert not [rest for word, rest in running if word == "RUN" and "pip" in rest]
    assert int(only("souk", "USER").partition(":")[0]) >= 10000


def test_starts_a_real_command():
    [program] = json.loads(only("souk", "ENTRYPOINT"))
    [command] = json.loads(only("souk", "CMD"))
    assert program == "souk"
    assert souk.get_command(click.Context(souk), command) is not None


def test_asks_for_health_where_the_shop_answers():
    asked = re.search(r"127\.0\.0\.1:(\d+)(/[a-z/]+)", only("souk", "HEALTHCHECK"))
    assert asked
    assert int(asked[1]) == WebSettings().port == int(only("souk", "EXPOSE"))
    assert asked[2] in {endpoint.path for endpoint in health_endpoints(Checkup({}, {}))}


def test_the_health_check_is_a_program_that_can_be_read():
    command = json.loads(only("souk", "HEALTHCHECK").partition("CMD ")[2])
    assert command[:2] == ["python", "-c"]
    compile(command[2], "HEALTHCHECK", "exec")


def test_listens_to_the_outside_in_production():
    variables = dict(
        pair.split("=", 1) for word, rest in stages()["souk"] if word == "ENV" for pair in shlex.split(rest)
    )
    assert variables["SOUK_ENVIRONMENT"] == "production"
    assert variables["SOUK_WEB_HOST"] == "0.0.0.0"  # noqa: S104 - of a container
