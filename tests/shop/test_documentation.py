"""The pages about this shop's modules are complete, and are those that are committed."""

from pathlib import Path

import pytest

from shop.assembly import assemble, configure
from shop.command_line.documenting import FOLDER, refuse_stale
from souk.documentation import outdated, pages
from souk.startup import StartFailed

REGISTRY = assemble(configure())
PAGES = pages(REGISTRY)


def test_the_committed_pages_are_up_to_date():
    assert outdated(PAGES, FOLDER) == [], "run ./souk docs"


def test_every_route_message_permission_and_table_has_its_place():
    for module in REGISTRY.declarations:
        page = PAGES[f"{module.name}.md"]
        told = [f"`{route.method} {route.path}`" for route in module.routes]
        told += [f"`{handling.message.wire}`" for handling in module.handlers if handling.message.wire]
        told += [f"`{event.wire}`" for event in module.events]
        told += [f"`{doing.job.wire}`" for doing in module.jobs]
        told += [f"`{hearing.event.wire}`" for hearing in module.hearings]
        told += [f"`{capability.name}`" for capability in module.permissions]
        told += [f"### `{name}`" for name in module.tables.tables]
        assert [thing for thing in told if thing not in page] == []


def test_every_wire_name_is_in_the_overview():
    assert [wire for wire in REGISTRY.wires() if f"`{wire}`" not in PAGES["README.md"]] == []


def test_says_in_a_sentence_what_is_stale(tmp_path: Path):
    with pytest.raises(StartFailed) as stale:
        refuse_stale(PAGES, tmp_path)
    assert "  - docs/modules/users.md is missing" in stale.value.problem
    assert "Run ./souk docs" in stale.value.remedy
