"""Settings: all mistakes at once, secrets never shown, production safe."""

from pathlib import Path

import pytest

from souk.configuration import (
    PLATFORM_SECTIONS,
    BadSettings,
    Configuration,
    GeneralSettings,
    WebSettings,
    load,
)

SAFE = {
    "SOUK_ENVIRONMENT": "production",
    "SOUK_SECRET": "s" * 40,
    "SOUK_WEB_ALLOWED_HOSTS": "shop.example, www.shop.example",
    "SOUK_WEB_PUBLIC_URL": "https://shop.example",
    "SOUK_MAIL_SMTP_HOST": "mail.shop.example",
    "SOUK_MAIL_SENDER": "hello@lamps.shop",
}


def loaded(*files: Path, **environment: str) -> Configuration:
    return load(PLATFORM_SECTIONS, files=files, environment=environment)


def problems(*files: Path, **environment: str) -> list[str]:
    with pytest.raises(BadSettings) as mistakes:
        loaded(*files, **environment)
    return mistakes.value.problems


def test_reads_the_environment_by_type():
    found = loaded(SOUK_WEB_PORT="9000", SOUK_WEB_DOCUMENTATION="false", **SAFE)[WebSettings]
    assert (found.port, found.documentation) == (9000, False)
    assert found.allowed_hosts == ("shop.example", "www.shop.example")


def test_the_environment_counts_more_than_the_file(tmp_path: Path):
    file = tmp_path / "souk.toml"
    file.write_text("[web]\nport = 9000\nhost = '10.0.0.1'\n")
    found = loaded(file, SOUK_WEB_PORT="9001")
    assert (found[WebSettings].port, found[WebSettings].host) == (9001, "10.0.0.1")
    sources = {setting.name: setting.source for setting in found.settings()}
    assert (sources["web.port"], sources["web.host"], sources["secret"]) == (
        "SOUK_WEB_PORT",
        "souk.toml",
        "default",
    )


def test_lists_every_mistake_at_once(tmp_path: Path):
    file = tmp_path / "souk.toml"
    file.write_text("[web]\nprot = 1\n")
    found = problems(file, SOUK_WEB_PORT="http", SOUK_DATABASE_POOL="0", SOUK_TYPO="1")
    assert len(found) == 4
    assert not any("http" in problem for problem in found)


def test_a_mistake_is_told_with_what_the_setting_is_for():
    (told,) = problems(SOUK_DATABASE_URL="mysql://somewhere")
    assert told.startswith("database.url (from SOUK_DATABASE_URL): ")
    assert told.endswith("postgresql://owner:password@host:5432/souk")
    assert "somewhere" not in told


def test_a_file_that_is_no_toml_is_a_mistake(tmp_path: Path):
    file = tmp_path / "souk.toml"
    file.write_text("[web")
    assert problems(file)[0].startswith("souk.toml:")


def test_secrets_are_never_shown():
    shown = str(
        loaded(SOUK_SECRET="a canary that sings", SOUK_DATABASE_URL="postgresql://o:canary@h/d").settings()
    )
    assert "canary" not in shown


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"SOUK_SECRET": "short"}, "secret is shorter"),
        ({"SOUK_WEB_ALLOWED_HOSTS": "*"}, "answers any host"),
        ({"SOUK_WEB_PUBLIC_URL": "http://shop.example"}, "not https"),
        (
            {"SOUK_REHEARSAL_DIES_AT": "before the commit of orders.place_order"},
            "rehearsal.dies_at would have processes kill themselves",
        ),
    ],
)
@pytest.mark.security(43)
def test_production_refuses_what_is_not_safe(change: dict[str, str], problem: str):
    assert loaded(**SAFE)[GeneralSettings].environment == "production"
    found = problems(**SAFE | change)
    assert len(found) == 1
    assert problem in found[0]


@pytest.mark.security(43)
def test_production_refuses_the_default_secret():
    without = {name: value for name, value in SAFE.items() if name != "SOUK_SECRET"}
    assert "well-known default" in problems(**without)[0]
