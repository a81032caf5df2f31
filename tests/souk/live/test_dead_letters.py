"""Staff see a dead letter appear, once."""

import json

from souk.live.dead_letters import SEE_EVENTS, TellOfDeadLetters
from souk.messages import SYSTEM
from souk.testing import customer, staff
from tests.souk.live.conftest import Live

BURY = """
INSERT INTO souk.dead_letter (id, subscriber, position, published_at, lane, key, attempts, reason, parks)
VALUES (gen_random_uuid(), 'users.greet', 1, now(), 0, 'ann', 10, 'no', true)
"""


async def test_staff_who_look_after_events_are_told_once(live: Live):
    reader, customers = await live.read(staff(SEE_EVENTS)), await live.read(customer())
    await live.stage.owner(BURY)
    await live.stage.do(TellOfDeadLetters(), SYSTEM)
    told = json.loads((await reader.next("dead_letter.appeared")).data)
    assert (told["subscriber"], told["key"]) == ("users.greet", "ann")
    await live.stage.do(TellOfDeadLetters(), SYSTEM)
    assert [row["kind"] for row in await live.stage.rows("SELECT kind FROM souk.live_message")] == [
        "dead_letter.appeared"
    ]
    assert [message for message in customers.messages if message.kind] == []
