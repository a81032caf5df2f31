"""The schema that all tables of orders stand in."""

from sqlalchemy import MetaData
from sqlalchemy.orm import registry

metadata = MetaData(schema="orders")
mapping = registry(metadata=metadata)
