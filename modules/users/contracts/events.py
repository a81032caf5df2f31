"""What happens in users. Events carry ids alone: names and addresses are asked for when needed."""

from typing import Literal
from uuid import UUID

from souk.messages import Event


class UserRegistered(Event, wire="users.user_registered.v1", key="user_id"):
    """Somebody opened an account."""

    user_id: UUID


class EmailVerified(Event, wire="users.email_verified.v1", key="user_id"):
    """The person has shown that the mails to their address reach them, and that the account is theirs."""

    user_id: UUID


class EmailChanged(Event, wire="users.email_changed.v1", key="user_id"):
    """The person is known by another address, at which mail has reached them."""

    user_id: UUID


class UserDeactivated(Event, wire="users.user_deactivated.v1", key="user_id"):
    """Staff closed the account for now; its sessions are over."""

    user_id: UUID


class UserActivated(Event, wire="users.user_activated.v1", key="user_id"):
    """Staff opened a deactivated account again."""

    user_id: UUID


class UserErased(Event, wire="users.user_erased.v1", key="user_id"):
    """The person is gone for good. Whoever hears it forgets all that is personal; the id means nobody now."""

    user_id: UUID


class RolesChanged(Event, wire="users.roles_changed.v1", key="user_id"):
    """The person may do more, or less, than before."""

    user_id: UUID


class PasswordChanged(Event, wire="users.password_changed.v1", key="user_id"):
    """The account has another password; sessions that the old one began are over."""

    user_id: UUID


class SessionEnded(Event, wire="users.session_ended.v1", key="user_id", kw_only=True):
    """One session, or all of the person's (`session_id` is None), may do nothing from now on."""

    user_id: UUID
    reason: Literal["logged_out", "password_changed", "deactivated", "erased", "reused_token", "removed"]
    session_id: UUID | None = None


class AuthorityChanged(Event, wire="users.authority_changed.v1", key="user_id"):
    """Access tokens of before are worth nothing; refreshing gives one with what holds now."""

    user_id: UUID


class LinkWanted(Event, wire="users.link_wanted.v1", key="user_id"):
    """A link that proves who reads the mail shall go to the person's address.

    It carries the link's number, never its secret.
    """

    user_id: UUID
    link_id: UUID
    purpose: Literal["verify_email", "reset_password"]


PUBLISHED: tuple[type[Event], ...] = (
    UserRegistered,
    EmailVerified,
    UserDeactivated,
    UserActivated,
    UserErased,
    RolesChanged,
    PasswordChanged,
    SessionEnded,
    AuthorityChanged,
    LinkWanted,
    EmailChanged,
)
