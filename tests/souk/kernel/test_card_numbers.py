"""What looks like a card's number."""

import pytest

from souk.kernel import CardNumberSeen, refuse_card_numbers


@pytest.mark.parametrize(
    "text",
    ["4242424242424242", "my card is 4111 1111 1111 1111, thanks", "4000-0000-0000-0002", "378282246310005"],
)
def test_is_kept_out_and_not_repeated(text):
    with pytest.raises(CardNumberSeen) as refused:
        refuse_card_numbers(note=None, payment_token=text)
    assert refused.value.data == {"field": "paymentToken"}
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
    refuse_card_numbers(note=text)
