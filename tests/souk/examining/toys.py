"""A toy module whose books are as well as the test says."""

from sqlalchemy import MetaData

from souk.database import Transaction
from souk.modules import Finding, Module, Site


class Books:
    """What its examination will find."""

    well = True
    looks = 0


async def books_agree(_: Transaction) -> Finding:
    Books.looks += 1
    if Books.looks < 0:
        raise ValueError("nobody can read them")
    return Finding(check="B books: they agree", well=Books.well, figure="")


def build(_: Site) -> Module:
    Books.well, Books.looks = True, 0
    return Module(
        name="users",
        summary="Keeps books.",
        tables=MetaData(schema="users"),
        examinations=[books_agree],
    )
