"""Every metric that the dashboard shows or an alert watches is one that the running processes export."""

import json
import re

import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families

from shop.places import ROOT
from tests.house.reading import read_yaml
from tests.journeys.open_shop import Shop

OURS = re.compile(r"\b(?:souk|process)_\w+")
SELECTED = re.compile(r"\b((?:souk|process)_\w+)\{([^}]*)\}")
SQL = re.compile(r"```sql\n(.*?)```", re.DOTALL)
LABEL = re.compile(r"(\w+)\s*(?:=~|!~|!=|=)")
OF_PROMETHEUS = {"job", "instance"}


def expressions() -> list[str]:
    panels = json.loads((ROOT / "deploy/grafana/souk.json").read_text())["panels"]
    groups = read_yaml((ROOT / "deploy/alerts.yml").read_text())["groups"]
    shown = [target["expr"] for panel in panels for target in panel.get("targets", [])]
    return shown + [rule["expr"] for group in groups for rule in group["rules"]]


def exported(shop: Shop) -> dict[str, set[str]]:
    """Return the names of all samples that web and worker may show, with the labels seen so far."""
    found: dict[str, set[str]] = {}
    with shop.client() as client:
        texts = [client.get("/metrics").text, httpx.get(f"{shop.worker}/metrics").text]
    for text in texts:
        for family in text_string_to_metric_families(text):
            suffixes = {"counter": ["_total"], "histogram": ["_bucket", "_sum", "_count"]}
            for suffix in suffixes.get(family.type, [""]):
                found.setdefault(family.name + suffix, set())
            for sample in family.samples:
                found.setdefault(sample.name, set()).update(sample.labels)
    return found


def test_what_is_shown_or_watched_is_exported(shop: Shop, phone: str):
    known = exported(shop)
    assert {name for told in expressions() for name in OURS.findall(told)} - known.keys() == set()
    for told in expressions():
        for name, selection in SELECTED.findall(told):
            labels = set(LABEL.findall(selection)) - OF_PROMETHEUS
            assert not known[name] or labels <= known[name], told


def test_the_worker_says_that_it_lives(shop: Shop):
    assert httpx.get(f"{shop.worker}/health/live").status_code == 200
    figures = httpx.get(f"{shop.worker}/metrics").text
    assert 'souk_health{part="payments"} 1.0' in figures


@pytest.mark.parametrize("block", SQL.findall((ROOT / "docs/runbooks.md").read_text()))
def test_what_the_runbooks_ask_the_database_can_be_asked(shop: Shop, block: str):
    assert isinstance(shop.rows(block), list)
