"""Whoever writes a storefront can look up every message that a stream may show."""

from pathlib import Path

from shop.assembly import assemble, configure
from souk.live.dead_letters import DeadLetterAppeared
from souk.messages import LiveMessage

PAGE = (Path(__file__).parents[3] / "docs" / "storefront.md").read_text(encoding="utf-8")


def test_the_page_for_storefronts_names_every_message_and_field():
    lives = [live for module in assemble(configure()).declarations for live in module.lives]
    kinds: set[type[LiveMessage]] = {DeadLetterAppeared, *(kind for live in lives for kind in live.kinds)}
    rows = {line.split("`")[1]: line for line in PAGE.splitlines() if line.startswith("| `")}
    for kind in kinds:
        fields = kind.__struct_encode_fields__
        assert [name for name in fields if f"`{name}`" not in rows[kind.wire]] == []
