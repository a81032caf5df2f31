"""/api/admin/webhooks."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

import msgspec
from msgspec import Meta

from souk.bus import Bus
from souk.configuration import WebhookSettings
from souk.http import Body, Endpoint, Malformed, Parameters, Shown, Visit, delete, get, leaf, post, requires
from souk.http.mistakes import Mistake
from souk.kernel import NotFound
from souk.messages import Event
from souk.webhooks.addresses import Forbidden, place_of
from souk.webhooks.keeping import (
    AddWebhook,
    EnableWebhook,
    NotDisabled,
    Redeliver,
    RemoveWebhook,
    RotateSecret,
    StillWaiting,
    TooManyWebhooks,
    WebhookIsDisabled,
    unknown,
)
from souk.webhooks.permissions import RUN_WEBHOOKS, SEE_WEBHOOKS
from souk.webhooks.seeing import DeliverySeen, ListDeliveries, ListWebhooks, State

Name = Annotated[str, Meta(min_length=1, max_length=100)]


class WebhookBody(Body):
    """Where to send, and which events: their names are those of `events` in the answer of the list."""

    url: Annotated[str, Meta(min_length=1, max_length=2000)]
    events: Annotated[tuple[Name, ...], Meta(min_length=1, max_length=100)]
    description: Annotated[str, Meta(max_length=200)] = ""


class WebhookOpened(Shown):
    """The secret is shown this once."""

    id: UUID
    secret: str


class SecretRotated(Shown):
    """Everything is signed with both secrets until then."""

    secret: str
    previous_until: datetime


class WebhookShown(Shown):
    id: UUID
    url: str
    description: str
    events: list[str]
    created_at: datetime
    failing_since: datetime | None
    disabled_at: datetime | None
    disabled_because: str


class WebhooksShown(Shown):
    """All webhooks, and all events that they may be told of."""

    items: list[WebhookShown]
    events: list[str]


class DeliveriesWanted(Parameters):
    cursor: Annotated[str, Meta(max_length=1000)] | None = None
    limit: Annotated[int, Meta(ge=1, le=100)] = 50


class WebhookAttempt(Shown):
    number: int
    at: datetime
    seconds: float
    status: int | None
    error: str


class DeliveryShown(Shown):
    id: UUID
    type: str
    payload: dict[str, Any]
    state: State
    created_at: datetime
    next_at: datetime | None
    ended_at: datetime | None
    attempts: list[WebhookAttempt]


class DeliveriesShown(Shown):
    items: list[DeliveryShown]
    next_cursor: str | None


EXAMPLE = WebhookBody(url="https://erp.example.com/souk", events=("orders.order_confirmed.v1",))


def webhook_endpoints(offered: Mapping[str, type[Event]], settings: WebhookSettings) -> list[Endpoint]:
    """Make the endpoints, for the events that modules offer."""

    @get("/api/admin/webhooks", policy=requires(SEE_WEBHOOKS))
    async def show_webhooks(bus: Bus) -> WebhooksShown:
        """List the webhooks, and the events that there are to be told of."""
        found = await bus.ask(ListWebhooks())
        items = [msgspec.convert(each, WebhookShown, from_attributes=True) for each in found]
        return WebhooksShown(items=items, events=sorted(offered))

    @post(
        "/api/admin/webhooks",
        policy=requires(RUN_WEBHOOKS),
        status=201,
        hands_out_tokens=True,
        refuses=[TooManyWebhooks],
        example=EXAMPLE,
    )
    async def post_webhook(body: WebhookBody, bus: Bus) -> WebhookOpened:
        """Have another system told of events. Its address must be public, and speak https."""
        mistakes = [_no_event(place) for place in unknown(body.events, offered)]
        try:
            place_of(body.url, settings)
        except Forbidden as forbidden:
            mistakes.append(Mistake(pointer="/url", code="not_allowed", detail=f"{forbidden}."))
        if mistakes:
            raise Malformed(mistakes)
        opened = await bus.do(AddWebhook(url=body.url, events=body.events, description=body.description))
        return WebhookOpened(id=opened.id, secret=opened.secret)

    return [show_webhooks, post_webhook, *KEEPING]


@delete("/api/admin/webhooks/{id}", policy=requires(RUN_WEBHOOKS), status=204, refuses=[NotFound])
async def delete_webhook(id: UUID, bus: Bus) -> None:
    """Tell that system nothing more, and forget what it was told."""
    await bus.do(RemoveWebhook(id=id))


@post(
    "/api/admin/webhooks/{id}/rotate-secret",
    policy=requires(RUN_WEBHOOKS),
    hands_out_tokens=True,
    refuses=[NotFound],
)
async def post_rotation(id: UUID, bus: Bus) -> SecretRotated:
    """Sign with a new secret, and for a day with the old one as well."""
    rotated = await bus.do(RotateSecret(id=id))
    return SecretRotated(secret=rotated.secret, previous_until=rotated.previous_until)


@post(
    "/api/admin/webhooks/{id}/enable",
    policy=requires(RUN_WEBHOOKS),
    status=204,
    refuses=[NotFound, NotDisabled],
)
async def post_enabling(id: UUID, bus: Bus) -> None:
    """Go on with a webhook that was switched off because nothing could be delivered."""
    await bus.do(EnableWebhook(id=id))


@get("/api/admin/webhooks/{id}/deliveries", policy=requires(SEE_WEBHOOKS), refuses=[NotFound])
async def show_deliveries(id: UUID, wanted: DeliveriesWanted, visit: Visit, bus: Bus) -> DeliveriesShown:
    """List what was sent there, the newest first, with every attempt."""
    before = visit.after(wanted.cursor, UUID)[0] if wanted.cursor else None
    found = await bus.ask(ListDeliveries(webhook=id, before=before, most=wanted.limit + 1))
    page, more = leaf(found, wanted.limit, lambda delivery: visit.cursor(delivery.id))
    return DeliveriesShown(items=[_shown(each) for each in page], next_cursor=more)


@post(
    "/api/admin/webhooks/deliveries/{id}/redeliver",
    policy=requires(RUN_WEBHOOKS),
    status=202,
    refuses=[NotFound, StillWaiting, WebhookIsDisabled],
)
async def post_redelivery(id: UUID, bus: Bus) -> None:
    """Send it again, under the same id."""
    await bus.do(Redeliver(id=id))


KEEPING = [delete_webhook, post_rotation, post_enabling, show_deliveries, post_redelivery]


def _no_event(place: int) -> Mistake:
    return Mistake(pointer=f"/events/{place}", code="not_allowed", detail="This is no event that is told.")


def _shown(delivery: DeliverySeen) -> DeliveryShown:
    return DeliveryShown(
        id=delivery.id,
        type=delivery.type,
        payload=msgspec.json.decode(delivery.body, type=dict[str, Any]),
        state=delivery.state,
        created_at=delivery.created_at,
        next_at=delivery.next_at,
        ended_at=delivery.ended_at,
        attempts=[msgspec.convert(each, WebhookAttempt, from_attributes=True) for each in delivery.attempts],
    )
