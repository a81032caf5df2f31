"""The tables of payments, and the mapping of its aggregates onto them."""

from sqlalchemy import MetaData
from sqlalchemy.orm import registry

metadata = MetaData(schema="payments")
mapping = registry(metadata=metadata)
