"""Spreads an amount over lines, so that the parts add up to it to the last cent."""

from collections.abc import Sequence


def spread(amount: int, weights: Sequence[int]) -> list[int]:
    """Return a share for each weight, in proportion; what whole cents leave over goes to the largest rests.

    No share is larger than its weight as long as the amount is not larger than their sum.
    """
    whole = sum(weights)
    if whole == 0:
        return [0] * len(weights)
    shares = [amount * weight // whole for weight in weights]
    rests = [amount * weight % whole for weight in weights]
    by_rest = sorted(range(len(weights)), key=lambda place: (-rests[place], place))
    for place in by_rest[: amount - sum(shares)]:
        shares[place] += 1
    return shares
