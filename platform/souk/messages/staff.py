"""The one event that every module publishes: somebody on the staff did something."""

from uuid import UUID

from souk.messages.messages import Event


class StaffActed(Event, wire="souk.staff_acted.v1", key="chain"):
    """A member of staff used a capability. All share one key, so that the audit chain cannot fork."""

    actor_id: UUID
    capability: str
    action: str
    subject: str
    chain: str = "staff"
