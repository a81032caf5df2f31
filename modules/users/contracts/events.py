"""What happens in users."""

from uuid import UUID

from souk.messages import Event


class UserRegistered(Event, wire="users.user_registered.v1", key="user_id"):
    """Somebody opened an account. It carries the id alone: names and addresses are asked for when needed."""

    user_id: UUID
