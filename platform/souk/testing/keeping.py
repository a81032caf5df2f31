"""Everything that is kept, as one text: to look for what must not be in it."""

from souk.testing.stage import Stage

TABLES = """
SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
WHERE schemaname NOT IN ('pg_catalog', 'information_schema')
"""


async def everything_kept(stage: Stage) -> str:
    """Return every row of every table of the stage's database; bytes stand in it as their hexadecimals."""
    names = [row["name"] for row in await stage.rows(TABLES)]
    found = [await stage.rows(f"SELECT kept::text AS row FROM {name} kept") for name in names]  # noqa: S608
    return " ".join(row["row"] for rows in found for row in rows)
