"""What looks like a card's number."""

import pytest

from modules.payments.domain.card_numbers import CardNumberSeen, keep_out


@pytest.mark.parametrize(
    "text",
    ["4242424242424242", "my card is 4111 1111 1111 1111, thanks", "4000-0000-0000-0002", "378282246310005"],
)
def test_is_kept_out_and_not_repeated(text):
    with pytest.raises(CardNumberSeen) as refused:
        keep_out("", text)
    assert text not in str(refused.value)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "tok_ok",
        "SO-2026-000123",
        "4242424242424243",  # the check digit is wrong
        "01a1fe5a-8197-778b-94a3-e540da456513",
        "42424242424242424242424242",  # longer than any card
    ],
)
def test_other_numbers_pass(text):
    keep_out(text)
