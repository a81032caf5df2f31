"""Durations, counted in buckets that are each five percent wider than the one before."""

import math
from collections.abc import Mapping

WIDTH = math.log(1.05)
SHORTEST = 1e-4


def bucket_of(seconds: float) -> int:
    return max(0, round(math.log(max(seconds, SHORTEST) / SHORTEST) / WIDTH))


def percentile(buckets: Mapping[int, int], share: float) -> float:
    """Return the seconds within which that share of all lies, to some three percent; 0 if there are none."""
    wanted = share * sum(buckets.values())
    for bucket, number in sorted(buckets.items()):
        wanted -= number
        if wanted <= 0:
            return SHORTEST * math.exp(bucket * WIDTH)
    return 0.0
