"""Cookies count only on requests from the shop's own pages."""

import pytest

from modules.users.domain.origins import ForeignOrigin, Provenance

ALLOWED = frozenset({"https://shop.example"})


@pytest.mark.parametrize(
    "provenance",
    [
        Provenance(),
        Provenance(fetch_site="same-origin"),
        Provenance(fetch_site="none"),
        Provenance(origin="https://shop.example", fetch_site="cross-site"),
    ],
)
def test_our_own_pages_and_programs_that_are_no_browsers_may_send_them(provenance):
    provenance.check(ALLOWED)


@pytest.mark.parametrize(
    "provenance",
    [
        Provenance(fetch_site="cross-site"),
        Provenance(fetch_site="same-site"),
        Provenance(origin="https://evil.example"),
        Provenance(origin="https://evil.example", fetch_site="same-origin"),
        Provenance(origin="null"),
        Provenance(origin="http://shop.example"),
        Provenance(origin="https://shop.example.evil.example"),
    ],
)
def test_anothers_page_may_not(provenance):
    with pytest.raises(ForeignOrigin):
        provenance.check(ALLOWED)
