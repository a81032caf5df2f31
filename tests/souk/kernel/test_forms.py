"""Forms of texts."""

from typing import Annotated

import msgspec
import pytest

from souk.kernel import Currency, form


@pytest.mark.parametrize("text", ["EUR\n", "\nEUR", "EURO", "eur", "\uff25UR", ""])
def test_fit_from_the_first_character_to_the_last(text):
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(text, Currency)


def test_take_either_of_two_alternatives_as_a_whole():
    kind = Annotated[str, form("a|b", longest=1)]
    assert [msgspec.convert(text, kind) for text in "ab"] == ["a", "b"]
    for text in ("ax", "xb", "ab"):
        with pytest.raises(msgspec.ValidationError):
            msgspec.convert(text, kind)
