"""Counts what goes to the database and back while a block runs."""

from collections.abc import Iterator
from contextlib import contextmanager

from souk.database.watching import LISTENERS
from souk.kernel import Value


class Trip(Value):
    """A statement, or the COMMIT of a transaction that wrote."""

    module: str
    statement: str
    values: object


@contextmanager
def trips_of(*modules: str) -> Iterator[list[Trip]]:
    """Gather what these modules say, be it through a session or to the driver itself."""
    made: list[Trip] = []

    def note(module: str, statement: str, values: object) -> None:
        if module in modules:
            made.append(Trip(module=module, statement=statement.strip(), values=values))

    LISTENERS.append(note)
    try:
        yield made
    finally:
        LISTENERS.remove(note)


def counted(trips: list[Trip]) -> int:
    """Count them with the BEGIN that each COMMIT had."""
    return len(trips) + sum(trip.statement == "COMMIT" for trip in trips)
