"""The events of the platform that modules hear: what staff did, and what staff should know."""

from uuid import UUID

from souk.messages.messages import Event


class WebhookDisabled(Event, wire="souk.webhook_disabled.v1", key="webhook_id"):
    """Another system could not be told of anything for long: it is no longer tried."""

    webhook_id: UUID
    created_by: UUID | None
    reason: str


class StaffActed(Event, wire="souk.staff_acted.v1", key="chain"):
    """A member of staff used a capability. All share one key, so that the audit chain cannot fork."""

    actor_id: UUID
    capability: str
    action: str
    subject: str
    chain: str = "staff"
