"""compose.yaml: what it starts is what Souk has, and is as confined as it can be."""

import re
from ipaddress import ip_address, ip_network
from pathlib import Path
from typing import Any

import pytest
import rich_click as click

from shop.assembly import SECTIONS
from shop.command_line import souk
from shop.mounted import MODULES
from souk.configuration import BadSettings, Configuration, DatabaseSettings, WebSettings, load
from tests.house.reading import read_yaml

ROOT = Path(__file__).parents[2]
FILLED_IN = {
    "DOMAIN": "shop.example",
    "MAIL_SENDER": "hello@lamps.shop",
    "POSTGRES_PASSWORD": "p" * 64,
    "SMTP_HOST": "mail.shop.example",
    "SOUK_SECRET": "s" * 64,
}
IN_IMAGE = dict(re.findall(r"(SOUK_\w+)=(\S+)", (ROOT / "Dockerfile").read_text()))
KEPT_FOR_THE_PLATFORM_AND_THE_OWNER = 50
VARIABLE = re.compile(r"\$\{([A-Z_]+)(?::\?[^}]*)?\}")


def composition() -> dict[str, Any]:
    """Return compose.yaml as Compose reads it; a variable that .env.example does not ask for: a KeyError."""
    text = (ROOT / "compose.yaml").read_text()
    composed: dict[str, Any] = read_yaml(VARIABLE.sub(lambda found: FILLED_IN[found[1]], text))
    return composed


def services() -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = composition()["services"]
    return found


def own_services() -> dict[str, dict[str, Any]]:
    """Return the services that run Souk itself."""
    return {name: service for name, service in services().items() if service["image"] == "souk:local"}


def environment_of(service: dict[str, Any]) -> dict[str, str]:
    """Return what the process sees: the environment file first, then what the service itself says."""
    from_file = FILLED_IN if ".env" in service.get("env_file", []) else {}
    return from_file | service.get("environment", {})


def settings_of(environment: dict[str, str]) -> Configuration:
    return load(SECTIONS, environment=IN_IMAGE | environment)


@pytest.mark.parametrize("name", own_services())
def test_each_of_our_processes_runs_a_real_command(name: str):
    command: click.Command | None = souk
    for word in own_services()[name]["command"]:
        assert isinstance(command, click.Group)
        command = command.get_command(click.Context(command), word)
        assert command is not None, f"there is no souk {word}"
    assert not isinstance(command, click.Group)


@pytest.mark.parametrize("name", own_services())
def test_each_of_our_processes_has_settings_that_production_accepts(name: str):
    settings_of(environment_of(own_services()[name]))


def test_a_secret_that_nobody_filled_in_is_refused():
    environment = environment_of(own_services()["web-1"]) | {"SOUK_SECRET": ""}
    with pytest.raises(BadSettings, match="secret is shorter"):
        settings_of(environment)


def test_the_variables_to_fill_in_are_those_of_the_example():
    lines = (ROOT / ".env.example").read_text().splitlines()
    assert {line.partition("=")[0] for line in lines if re.match("[A-Z]", line)} == set(FILLED_IN)


def test_only_the_migration_and_the_database_know_the_owners_password():
    knowing = {
        name
        for name, service in services().items()
        if FILLED_IN["POSTGRES_PASSWORD"] in str(environment_of(service))
    }
    assert knowing == {"migrate", "database"}


@pytest.mark.parametrize("name", services())
def test_each_process_is_confined(name: str):
    service = services()[name]
    assert service["read_only"]
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert str(service["user"]).partition(":")[0] not in {"", "0", "root"}


@pytest.mark.parametrize("name", services())
def test_each_process_is_started_again_but_for_the_migration(name: str):
    assert services()[name]["restart"] == ("no" if name == "migrate" else "unless-stopped")


@pytest.mark.parametrize("name", services())
def test_what_a_service_is_built_from_or_mounts_exists(name: str):
    service = services()[name]
    build = service.get("build")
    if isinstance(build, dict):
        assert (ROOT / build["context"] / build["dockerfile"]).is_file()
    sources = [volume.partition(":")[0] for volume in service.get("volumes", [])]
    for source in sources:
        assert source in composition()["volumes"] or (ROOT / source).is_file()


@pytest.mark.parametrize("name", services())
def test_what_a_service_waits_for_can_come_true(name: str):
    for other, wish in services()[name].get("depends_on", {}).items():
        if wish["condition"] == "service_completed_successfully":
            assert services()[other]["restart"] == "no"
        else:
            ours = services()[other]["image"] == "souk:local"  # its image brings a health check
            assert ours or "test" in services()[other]["healthcheck"]


def test_everything_of_ours_waits_for_the_migration():
    for name, service in own_services().items():
        assert name == "migrate" or "migrate" in service["depends_on"]


def test_the_proxy_serves_every_web_process_and_is_the_only_one_whom_they_trust():
    proxy = composition()["services"]["proxy"]["networks"]["front"]["ipv4_address"]
    subnet = composition()["networks"]["front"]["ipam"]["config"][0]["subnet"]
    upstreams = re.search(r"reverse_proxy (.*) {", (ROOT / "deploy/Caddyfile").read_text())
    web = {name: service for name, service in own_services().items() if service["command"] == ["serve"]}
    assert len(web) == 2
    assert upstreams
    for name, service in web.items():
        settings = settings_of(environment_of(service))[WebSettings]
        assert f"{name}:{settings.port}" in upstreams[1].split()
        assert settings.trusted_proxies == (proxy,)
    assert ip_address(proxy) in ip_network(subnet)


def test_the_proxy_and_the_web_processes_agree_about_time():
    """What is sent on a connection, or to a process, that is just being closed is an error for a customer."""
    proxy = (ROOT / "deploy/Caddyfile").read_text()

    def seconds(name: str) -> int:
        found = re.search(rf"^\s*{name} (\d+)s$", proxy, re.MULTILINE)
        assert found, name
        return int(found[1])

    web = settings_of(environment_of(own_services()["web-1"]))[WebSettings]
    assert seconds("keepalive") < web.receive_seconds, "a process closes what is idle for so long"
    assert 2 * seconds("health_interval") < web.leaving_seconds, "it must have been seen to be unready"
    assert web.deadline_seconds < seconds("response_header_timeout")
    grace = int(own_services()["web-1"]["stop_grace_period"].removesuffix("s"))
    assert web.leaving_seconds + web.drain_seconds < grace


def test_nothing_but_proxy_and_viewers_is_published_and_the_viewers_for_this_machine_only():
    published = {name: service["ports"] for name, service in services().items() if "ports" in service}
    assert published.keys() == {"proxy", "jaeger", "grafana"}
    assert all(port.startswith("127.0.0.1:") for port in published["jaeger"] + published["grafana"])


def test_the_servers_reach_nothing_outside():
    assert composition()["networks"]["back"]["internal"]
    for name in ("database", "valkey", "collector", "prometheus"):
        assert services()[name]["networks"] == ["back"]


def test_valkey_forgets_nothing():
    command = " ".join(services()["valkey"]["command"])
    assert "--appendonly yes" in command
    assert "--maxmemory-policy noeviction" in command


def test_the_database_has_a_connection_for_everybody_who_may_want_one():
    processes = [service for service in own_services().values() if service["command"] != ["migrate", "up"]]
    database = settings_of(environment_of(processes[0]))[DatabaseSettings]
    limit = re.search(r"max_connections=(\d+)", " ".join(services()["database"]["command"]))
    wanted = len(MODULES) * len(processes) * (database.pool + database.pool_overflow)
    assert limit
    assert wanted <= int(limit[1]) - KEPT_FOR_THE_PLATFORM_AND_THE_OWNER
