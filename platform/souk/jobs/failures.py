"""What may go wrong with an attempt, and how it is said in the record."""

from souk.database.failures import said_by_driver

LONGEST = 500


class Overtaken(Exception):
    """The attempt is no longer ours: cancelled, or given to another worker. Its work is rolled back."""


def said(error: BaseException) -> str:
    """Return one line about an error; a database error without its values, which may be personal."""
    driver = said_by_driver(error)
    if driver is not None:
        words = driver.diag.message_primary or type(driver).__name__
        return f"{type(driver).__name__}: {words}"[:LONGEST]
    return f"{type(error).__name__}: {error}".rstrip(": ").replace("\x00", "")[:LONGEST]
