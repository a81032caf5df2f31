"""Who logs in as whom: role names, and passwords that derive from the instance's secret."""

import hashlib
import hmac

from sqlalchemy import URL, make_url

PLATFORM = "souk"
DISPATCHER = "souk_dispatcher"


def role_of(module: str) -> str:
    """Return the login role of a module; it owns the module's schema and nothing else."""
    return f"souk_{module}"


def password_of(role: str, secret: str) -> str:
    """Derive a role's password, so that none has to be stored anywhere."""
    return hmac.new(secret.encode(), f"database role {role}".encode(), hashlib.sha256).hexdigest()


def owner_address(url: str) -> URL:
    return make_url(url).set(drivername="postgresql+psycopg")


def role_address(url: str, role: str, secret: str) -> URL:
    """Return the same database's address as seen by that role."""
    return owner_address(url).set(username=role, password=password_of(role, secret))
