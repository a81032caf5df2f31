"""Card numbers: recognised in order to be kept out. Providers hold them, we never do."""

import re

from souk.kernel import Refusal

LIKE_A_CARD = re.compile(r"(?<![0-9])[0-9](?:[ \-]?[0-9]){11,18}(?![0-9])", re.ASCII)


class CardNumberSeen(Refusal):
    """Something looks like a card's number. It is not kept, and not repeated."""

    status = 422


def keep_out(*texts: str) -> None:
    """Refuse texts with a number in them that has a card's length and check digit."""
    for text in texts:
        for found in LIKE_A_CARD.findall(text):
            if _checks_out([int(digit) for digit in found if digit.isdigit()]):
                raise CardNumberSeen


def _checks_out(digits: list[int]) -> bool:
    """Tell by Luhn's sum, from the right: every second digit doubled, and its digits added."""
    doubled = [2 * digit - 9 * (digit > 4) for digit in digits[-2::-2]]  # noqa: PLR2004 - 5 doubled has two
    return (sum(digits[-1::-2]) + sum(doubled)) % 10 == 0
