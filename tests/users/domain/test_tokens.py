"""Which keys' tokens are good."""

from datetime import UTC, datetime, timedelta

import pytest

from modules.users.domain.tokens import LEEWAY, LIFETIME, SigningKey, all_of, honoured

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
OLD = SigningKey(id="old", public=b"1", signs_from=NOON - timedelta(days=30))
NEW = SigningKey(id="new", public=b"2", signs_from=NOON)


def test_the_only_key_is_good_for_as_long_as_it_stands_alone():
    assert honoured([OLD], NOON + timedelta(days=3650)) == {"old": b"1"}
    assert honoured([], NOON) == {}


@pytest.mark.parametrize(
    ("after", "good"),
    [
        (timedelta(hours=-1), ["old", "new"]),
        (LIFETIME + LEEWAY - timedelta(seconds=1), ["old", "new"]),
        (LIFETIME + LEEWAY, ["new"]),
    ],
)
def test_a_replaced_key_is_good_until_its_last_token_has_run_out(after, good):
    assert list(honoured([OLD, NEW], NOON + after)) == good


def test_capabilities_are_listed_in_one_order():
    assert all_of({"orders:see", "catalog:edit"}) == ["catalog:edit", "orders:see"]
