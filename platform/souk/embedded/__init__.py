"""A real PostgreSQL and a real Valkey, brought by two wheels, for development and tests."""

from souk.embedded.postgres import EmbeddedPostgres
from souk.embedded.valkey import EmbeddedValkey
from souk.startup import StartFailed

__all__ = ["EmbeddedPostgres", "EmbeddedValkey", "StartFailed"]
