"""The schema of payments, and the money columns that all its tables share the shape of."""

from sqlalchemy import BigInteger, Column, MetaData
from sqlalchemy.orm import registry

metadata = MetaData(schema="payments")
mapping = registry(metadata=metadata)


def minor(name: str) -> "Column[int]":
    """Make a column for an amount in minor units; its currency stands in the row's column of that name."""
    return Column(f"{name}_minor", BigInteger, nullable=False)
