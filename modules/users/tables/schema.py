"""What every table of users is made with."""

from sqlalchemy import DateTime, MetaData
from sqlalchemy.orm import registry

metadata = MetaData(schema="users")
mapping = registry(metadata=metadata)

Moment = DateTime(timezone=True)
