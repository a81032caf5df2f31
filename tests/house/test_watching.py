"""Dashboard and alerts speak of what there is: metrics that we export, runbooks that are written."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.house.reading import read_yaml

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
HEADING = re.compile(r"^## (\w+)$", re.MULTILINE)


def alerts() -> dict[str, dict[str, Any]]:
    groups = read_yaml((DEPLOY / "alerts.yml").read_text())["groups"]
    return {rule["alert"]: rule for group in groups for rule in group["rules"]}


def tried() -> dict[str, list[bool]]:
    """Return for each alert, of every moment at which .ci/alerts looks at it, whether it goes off."""
    found: dict[str, list[bool]] = {}
    for test in read_yaml((DEPLOY / "alerts_test.yml").read_text())["tests"]:
        for moment in test["alert_rule_test"]:
            found.setdefault(moment["alertname"], []).append(bool(moment["exp_alerts"]))
    return found


def runbooks() -> list[str]:
    return HEADING.findall((ROOT / "docs/runbooks.md").read_text())


def test_every_alert_has_its_runbook_and_every_runbook_its_alert():
    assert sorted(runbooks()) == sorted(alerts())


@pytest.mark.parametrize("name", alerts())
def test_an_alert_leads_to_its_runbook_and_says_how_urgent_it_is(name: str):
    rule = alerts()[name]
    assert rule["annotations"]["runbook"] == f"docs/runbooks.md#{name.lower()}"
    assert rule["labels"]["severity"] in {"page", "ticket"}


@pytest.mark.parametrize("name", alerts())
def test_an_alert_is_seen_to_go_off_and_to_stay_quiet(name: str):
    assert set(tried().get(name, [])) == {True, False}


def test_every_panel_says_what_it_shows_of_where():
    panels = json.loads((DEPLOY / "grafana/souk.json").read_text())["panels"]
    shown = [panel for panel in panels if panel["type"] != "row"]
    sources = read_yaml((DEPLOY / "grafana/datasources.yaml").read_text())["datasources"]
    assert len({panel["title"] for panel in shown}) == len(shown)
    assert {panel["datasource"]["uid"] for panel in shown} <= {source["uid"] for source in sources}
    assert all(target["expr"] for panel in shown for target in panel["targets"])


def test_prometheus_reads_every_process_of_ours():
    told = read_yaml((DEPLOY / "prometheus.yml").read_text())["scrape_configs"]
    jobs = {job["job_name"]: job for job in told}
    web = jobs["web"]["static_configs"][0]["targets"]
    services = read_yaml((ROOT / "compose.yaml").read_text())["services"]
    assert {target.partition(":")[0] for target in web} == {
        name for name in services if name.startswith("web")
    }
    (worker,) = jobs["worker"]["dns_sd_configs"]
    assert set(worker["names"]) <= services.keys()
