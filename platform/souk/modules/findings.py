"""What `souk doctor` finds: each module looks its own books over, beside what the platform looks at."""

from collections.abc import Awaitable, Callable

from souk.database import Transaction
from souk.kernel import Value


class Finding(Value):
    """One check, whether all is well, and the figure that says so."""

    check: str
    well: bool
    figure: str
    remedy: str = ""


Examination = Callable[[Transaction], Awaitable[Finding]]
"""`async def money_agrees(tx) -> Finding`: reads, asks others, changes nothing. It acts as the system."""
