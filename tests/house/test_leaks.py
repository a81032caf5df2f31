"""The search for secrets finds them. Those of this file are put together, so that it does not find itself."""

import importlib.util
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[2] / ".ci/leaks.py"
spec = importlib.util.spec_from_file_location("leaks", SCRIPT)
assert spec
assert spec.loader
leaks = importlib.util.module_from_spec(spec)
spec.loader.exec_module(leaks)


@pytest.mark.parametrize(
    "parts",
    [
        ("-----BEGIN ", "PRIVATE KEY-----"),
        ("AKIA", "QWERTYUIOPASDFGH"),
        ("ghp_", "a1" * 20),
        ("sk_live_", "a1" * 12),
        ("xoxb-", "1234567890-abc"),
        ("postgresql://shop:", "opensesame", "@db.shop/souk"),
    ],
)
def test_finds_it_and_does_not_repeat_it(parts: tuple[str, ...]):
    (kind,) = leaks.secrets_in(f"key = '{''.join(parts)}'")
    assert parts[1] not in kind


@pytest.mark.parametrize(
    "line", ["postgresql://souk:password@localhost/souk", "sk_test_12345678901234567890", "https://a.b/c@d"]
)
def test_leaves_alone_what_is_made_up(line: str):
    assert list(leaks.secrets_in(line)) == []
