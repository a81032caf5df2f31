"""The documents are short, lead where they say, and speak of nothing that is not there."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DECISIONS = sorted((ROOT / "docs/adr").glob("*.md"))
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")), *DECISIONS]
LINK = re.compile(r"\[[^]]+\]\(([^)#:]+)(?:#([\w-]+))?\)")
MENTION = re.compile(
    r"`((?:modules|platform|tests|bench|docs|deploy|migrations|requirements|\.ci)/[\w./-]*)`"
)
SCREEN = 60

by_name = pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
each_decision = pytest.mark.parametrize("page", DECISIONS, ids=lambda page: page.stem)


def test_the_readme_fits_on_a_screen():
    assert len((ROOT / "README.md").read_text().splitlines()) <= SCREEN


@each_decision
def test_a_decision_fits_on_a_screen(page: Path):
    assert len(page.read_text().splitlines()) <= SCREEN


@each_decision
def test_a_decision_ends_with_what_enforces_it(page: Path):
    last = page.read_text().rstrip().rpartition("\n\n")[2]
    assert last.startswith("Enforced by: ")
    assert re.search("`[^`]+`", last), "name the file, the wall or the test"


def test_decisions_are_numbered_without_gaps_and_listed_in_order():
    numbers = [int(page.name[:4]) for page in DECISIONS]
    assert numbers == list(range(1, len(DECISIONS) + 1))
    listed = (ROOT / "docs/README.md").read_text()
    entries = re.findall(r"^(\d+)\. \[(.+)\]\((adr/.+)\)$", listed, re.MULTILINE)
    titles = [f"# {number}. {title}" for number, title, _ in entries]
    assert [f"adr/{page.name}" for page in DECISIONS] == [path for _, _, path in entries]
    assert [page.read_text().splitlines()[0] for page in DECISIONS] == titles


@by_name
def test_every_link_leads_somewhere(page: Path):
    for target, heading in LINK.findall(page.read_text()):
        found = page.parent / target
        assert found.exists(), target
        if heading:
            headings = re.findall(r"^#+ (.+)$", found.read_text(), re.MULTILINE)
            assert heading in [line.lower().replace(" ", "-") for line in headings]


@by_name
def test_every_file_that_is_mentioned_is_there(page: Path):
    to_be_made = ("rename_account", "gifts")  # by the reader of first-slice.md and first-module.md
    for mentioned in MENTION.findall(page.read_text()):
        made = any(word in mentioned for word in to_be_made)
        assert made or (ROOT / mentioned).exists(), mentioned


@by_name
def test_lines_can_be_read_without_scrolling(page: Path):
    prose = [line for line in page.read_text().splitlines() if not line.startswith("|")]
    assert [line for line in prose if len(line) > 125] == []
