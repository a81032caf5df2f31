"""The migrations of the shop's database, if it lets its owner in."""

import psycopg

from shop.assembly import assemble
from shop.places import migrations_folder
from souk.configuration import Configuration, DatabaseSettings, GeneralSettings
from souk.database.addresses import owner_address
from souk.database.migrations import Migrations
from souk.modules import Registry
from souk.startup import StartFailed

WHERE_IT_IS = "Is it running, and is SOUK_DATABASE_URL right? `souk config` shows where that comes from."
SECONDS = 5


def histories(configuration: Configuration, registry: Registry | None = None) -> Migrations:
    """Return the history of each schema. Raises StartFailed if nobody answers there, or not to us."""
    names = (registry or assemble(configuration)).names
    url = configuration[DatabaseSettings].url
    _greet(url)
    return Migrations(url, configuration[GeneralSettings].secret, names, migrations_folder())


def _greet(url: str) -> None:
    """Else every schema would look as if it were empty."""
    address = owner_address(url).set(drivername="postgresql").render_as_string(hide_password=False)
    try:
        psycopg.connect(address, connect_timeout=SECONDS).close()
    except psycopg.OperationalError as refused:
        first, *_ = str(refused).splitlines()
        raise StartFailed(
            f"The database did not let us in: {first}",
            f"{WHERE_IT_IS} This needs the address of the database's owner.",
        ) from refused
