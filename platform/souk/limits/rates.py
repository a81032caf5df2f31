"""How many requests a client may make in which time."""

import re
from collections.abc import Iterable
from typing import Annotated

import msgspec
from msgspec import Meta

from souk.kernel import Value

WRITTEN = re.compile(r"([a-z_]+)=([1-9][0-9]{0,8})/([1-9][0-9]{0,6})", re.ASCII)
Count = Annotated[int, Meta(ge=1)]


class Rate(Value):
    """So many requests in so many seconds, counted from the client's first.

    `alone` is what each process grants by itself while Valkey is away; without it, half of the rate. Settings
    may replace a rate by its name.
    """

    name: str
    requests: Count
    seconds: Count
    alone: Count | None = None

    @property
    def granted_alone(self) -> int:
        return self.alone or max(1, self.requests // 2)


GENERAL = Rate(name="general", requests=100, seconds=60, alone=100)
"""What every request counts against; generous while Valkey is away, for then each process counts apart."""


def read_rates(written: Iterable[str]) -> dict[str, Rate]:
    """Read `login=5/60`: the rates by their names. Raises ValueError with what cannot be read."""
    found: dict[str, Rate] = {}
    for text in written:
        match = WRITTEN.fullmatch(text)
        if match is None:
            raise ValueError(f"{text!r} is no rate; write name=requests/seconds, such as login=5/60")
        found[match[1]] = Rate(name=match[1], requests=int(match[2]), seconds=int(match[3]))
    return found


def replaced(rate: Rate, instead: Rate | None) -> Rate:
    """Return the rate with the numbers of another one."""
    if instead is None:
        return rate
    alone = min(rate.granted_alone, instead.requests) if rate.requests >= instead.requests else None
    return msgspec.structs.replace(instead, name=rate.name, alone=alone)
