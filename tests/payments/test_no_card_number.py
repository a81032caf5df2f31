"""No card number gets anywhere: not into a table, an event, a log line or an answer."""

import msgspec
import pytest

from modules.payments.contracts.commands import RequestPayment
from modules.payments.domain.card_numbers import CardNumberSeen
from souk.kernel import Money, new_id
from souk.testing import Stage

CANARIES = ["4242424242424242", "4111 1111 1111 1111", "4000-0000-0000-0002", "378282246310005"]

TABLES = (
    "SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname = ANY(:schemas)"
)


async def everything_in(stage: Stage) -> str:
    """Return every row of every table, as text."""
    names = [row["name"] for row in await stage.rows(TABLES, schemas=["payments", "souk"])]
    found = [await stage.rows(f"SELECT kept::text AS row FROM {name} kept") for name in names]  # noqa: S608
    return " ".join(row["row"] for rows in found for row in rows)


@pytest.mark.parametrize("number", CANARIES)
@pytest.mark.parametrize("field", ["token", "description"])
async def test_is_refused_at_the_door_and_kept_nowhere(stage: Stage, till, capfd, number, field):
    kept = await till.pay()
    wish = RequestPayment(
        payment_id=new_id(),
        order_id=new_id(),
        person_id=None,
        amount=Money(minor=100, currency="EUR"),
        method="credit_card",
        **{field: number},
    )
    with pytest.raises((CardNumberSeen, msgspec.ValidationError)) as refused:
        await stage.do(wish)
    rows = await everything_in(stage)
    assert str(kept.payment_id) in rows
    said = capfd.readouterr()
    assert number not in f"{rows} {said.out} {said.err} {refused.value}"
