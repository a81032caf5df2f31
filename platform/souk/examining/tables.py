"""Every table that a module declares is there, and the module may use it."""

from sqlalchemy import MetaData, text

from souk.database import Transaction
from souk.modules import Finding

MOST_NAMED = 5
# Shown are the columns on which whoever asks has any right, and this is asked as the module itself.
SEEN = text("""
    SELECT table_name || '.' || column_name FROM information_schema.columns WHERE table_schema = :schema
""")


class Declared:
    """What one module's tables consist of."""

    def __init__(self, module: str, tables: MetaData) -> None:
        self._module = module
        self._columns = {
            f"{table.name}.{column.name}" for table in tables.tables.values() for column in table.columns
        }
        self._tables = len(tables.tables)

    async def tables_are_there(self, tx: Transaction) -> Finding:
        """The history says which migrations ran, not what somebody dropped since, or a dump left out."""
        seen = set((await tx.execute(SEEN, {"schema": self._module})).scalars())
        missing = sorted(self._columns - seen)
        others = f" and {len(missing) - MOST_NAMED} more" if len(missing) > MOST_NAMED else ""
        return Finding(
            check=f"tables of {self._module}",
            well=not missing,
            figure=f"missing: {', '.join(missing[:MOST_NAMED])}{others}"
            if missing
            else f"{self._tables} there",
            remedy=(
                "They are gone, or the module has no right to them. If a migration is pending, run "
                "`souk migrate`; otherwise they come from a backup: docs/operations.md, Backup."
            ),
        )
