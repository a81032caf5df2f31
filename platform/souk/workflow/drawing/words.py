"""Figures as a person reads them."""

UNITS = [("d", 86_400.0), ("h", 3_600.0), ("min", 60.0), ("s", 1.0)]
UNKNOWN = "–"  # noqa: RUF001 - a dash between words
TEN = 10


def duration(seconds: float | None) -> str:
    """`4.2 s`, `35 min`, `1.5 d`: two digits tell more than seven."""
    if seconds is None:
        return UNKNOWN
    if seconds < 1:
        return f"{round(seconds * 1000)} ms"
    unit, size = next((unit, size) for unit, size in UNITS if seconds >= size)
    amount = seconds / size
    return f"{amount:.1f} {unit}" if amount < TEN else f"{amount:,.0f} {unit}"


def times(count: int) -> str:
    return f"{count:,}×"  # noqa: RUF001 - the sign for times


def spelled(name: str) -> str:
    return name.replace("_", " ")
