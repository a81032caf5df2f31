"""Card numbers: recognised in order to be kept out. Providers hold them, we never do."""

import re

from souk.kernel.refusals import Refusal

LIKE_A_CARD = re.compile(r"(?<![0-9])[0-9](?:[ \-]?[0-9]){11,18}(?![0-9])", re.ASCII)


class CardNumberSeen(Refusal):
    """Something looks like a card's number. It is not kept, and not repeated; `field` says where it was."""

    status = 422

    def __init__(self, field: str) -> None:
        super().__init__(f"{field} looks like a card's number, which is never to be sent here.", field=field)


def refuse_card_numbers(**texts: str | None) -> None:
    """Refuse texts with a number in them that has a card's length and check digit, by their field's name.

    A message calls it when it is made (`__post_init__`): one with a card number in it does not come to be, so
    that nothing can store, log or pass it on.
    """
    for field, text in texts.items():
        for found in LIKE_A_CARD.findall(text or ""):
            if _checks_out([int(digit) for digit in found if digit.isdigit()]):
                raise CardNumberSeen(_as_sent(field))


def _checks_out(digits: list[int]) -> bool:
    """Tell by Luhn's sum, from the right: every second digit doubled, and its digits added."""
    doubled = [2 * digit - 9 * (digit > 4) for digit in digits[-2::-2]]  # noqa: PLR2004 - 5 doubled has two
    return (sum(digits[-1::-2]) + sum(doubled)) % 10 == 0


def _as_sent(field: str) -> str:
    first, *others = field.split("_")
    return first + "".join(word.capitalize() for word in others)
