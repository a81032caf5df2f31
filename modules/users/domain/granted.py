"""What somebody gets who signs in, or refreshes."""

from uuid import UUID

from souk.kernel import Personal, Value


class Granted(Value):
    """A session's tokens, and whose they are."""

    access_token: str
    refresh_token: str
    expires_in: int
    refresh_seconds: int
    id: UUID
    email: Personal[str]
    first_name: Personal[str]
    last_name: Personal[str]
