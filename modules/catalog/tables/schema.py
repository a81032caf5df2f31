"""The schema that catalog's tables are in, and the registry of the aggregates that they hold."""

from sqlalchemy import MetaData
from sqlalchemy.orm import registry

metadata = MetaData(schema="catalog")
mapping = registry(metadata=metadata)
