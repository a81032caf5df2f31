"""The pages about this shop's modules are complete, and are those that are committed."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from shop.assembly import assemble, configure
from shop.command_line.documenting import FOLDER, refuse_stale
from souk.documentation import outdated, pages
from souk.startup import StartFailed

REGISTRY = assemble(configure())


@pytest.fixture(scope="module")
def written() -> Mapping[str, str]:
    return pages(REGISTRY)


def test_the_committed_pages_are_up_to_date(written: Mapping[str, str]):
    assert outdated(written, FOLDER) == [], "run ./souk docs"


def test_every_route_message_permission_and_table_has_its_place(written: Mapping[str, str]):
    for module in REGISTRY.declarations:
        page = written[f"{module.name}.md"]
        told = [f"`{route.method} {route.path}`" for route in module.routes]
        told += [f"`{handling.message.wire}`" for handling in module.handlers if handling.message.wire]
        told += [f"`{event.wire}`" for event in module.events]
        told += [f"`{doing.job.wire}`" for doing in module.jobs]
        told += [f"`{hearing.event.wire}`" for hearing in module.hearings]
        told += [f"`{capability.name}`" for capability in module.permissions]
        told += [f"### `{name}`" for name in module.tables.tables]
        assert [thing for thing in told if thing not in page] == []


def test_every_wire_name_is_in_the_overview(written: Mapping[str, str]):
    assert [wire for wire in REGISTRY.wires() if f"`{wire}`" not in written["README.md"]] == []


def test_says_in_a_sentence_what_is_stale(written: Mapping[str, str], tmp_path: Path):
    with pytest.raises(StartFailed) as stale:
        refuse_stale(written, tmp_path)
    assert "  - docs/modules/users.md is missing" in stale.value.problem
    assert "Run ./souk docs" in stale.value.remedy
