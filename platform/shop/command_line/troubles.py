"""What is wrong with the database, told in a sentence to whoever can mend it."""

from collections.abc import Iterator
from contextlib import contextmanager

from psycopg import errors

from shop.histories import WHERE_IT_IS
from souk.database import Unavailable
from souk.database.failures import said_by_driver, unavailable
from souk.startup import StartFailed

UNKNOWN = (errors.UndefinedTable, errors.UndefinedColumn, errors.UndefinedFunction, errors.InvalidSchemaName)


@contextmanager
def told() -> Iterator[None]:
    """Raise StartFailed instead of what a database raises that is away, shut to us, or of another version."""
    try:
        yield
    except Exception as error:
        if isinstance(error, Unavailable) or unavailable(error):
            problem = "The database does not answer, or does not let the modules in."
            remedy = f"{WHERE_IT_IS} After a change of the secret, run `souk migrate`."
            raise StartFailed(problem, remedy) from error
        if isinstance(said_by_driver(error), UNKNOWN):
            problem = "The database lacks what this version needs."
            raise StartFailed(problem, "Run `souk migrate`.") from error
        raise
