"""The tables in code and those that the migrations make."""

from modules.payments.tables import metadata
from souk.database.migrations import Migrations
from souk.testing.databases import MIGRATIONS
from souk.testing.servers import SECRET


def test_are_the_same(database):
    migrations = Migrations(database.url, SECRET, ["payments"], MIGRATIONS)
    assert migrations.differences("payments", metadata) == []
