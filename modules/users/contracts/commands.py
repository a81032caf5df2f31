"""What users does for others when told to."""

from typing import Annotated
from uuid import UUID

from msgspec import Meta

from souk.messages import Command


class AppointAdministrator(Command[UUID], wire="users.appoint_administrator.v1"):
    """Give an account every capability; open the account if there is none. For the command line only.

    The answer is the account's id. The password counts for a new account only; a known one keeps its own.
    """

    email: Annotated[str, Meta(min_length=3, max_length=254)]
    password: Annotated[str, Meta(min_length=8, max_length=128)]
