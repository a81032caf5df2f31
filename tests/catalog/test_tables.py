"""The tables in code and those that the migrations make."""

from modules.catalog.tables import metadata
from souk.database.migrations import Migrations
from souk.testing.databases import MIGRATIONS
from souk.testing.servers import SECRET


def test_are_the_same(database):
    migrations = Migrations(database.url, SECRET, ["catalog"], MIGRATIONS)
    assert migrations.differences("catalog", metadata) == []
