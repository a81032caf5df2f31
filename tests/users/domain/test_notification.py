"""A notification, until it has been said."""

from datetime import UTC, datetime
from uuid import UUID

import pytest

from modules.users.domain.notification import Delivery, Notification

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize("delivery", [Delivery.SENT, Delivery.KEPT, Delivery.REFUSED])
def test_forgets_the_address_however_it_ended(delivery: Delivery):
    notification = Notification(
        id=UUID(int=1),
        template="order-placed",
        person_id=None,
        order_id=UUID(int=2),
        guest_email="ann@example.com",
        language="en",
        values={},
        wanted_at=NOON,
    )
    assert notification.delivery is Delivery.WAITING
    notification.settle(delivery, NOON, "a reason")
    assert (notification.delivery, notification.delivered_at) == (delivery, NOON)
    assert (notification.reason, notification.guest_email) == ("a reason", None)
