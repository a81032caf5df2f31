"""Looking at the mail that was kept instead of sent."""

import pytest

from modules.users.contracts.queries import ReadKeptMail
from modules.users.read_kept_mail.handler import read_kept_mail
from souk.kernel import NotFound
from souk.messages import Context
from souk.testing import Stage
from tests.users.people import BOB, registered


async def test_shows_the_latest_first_or_the_one_that_is_asked_for(stage: Stage):
    await registered(stage)
    await stage.work()
    stage.clock.advance(minutes=1)
    await registered(stage, BOB)
    await stage.work()
    mails = await stage.ask(ReadKeptMail())
    assert [mail.recipient for mail in mails] == ["bob@example.com", "ann@example.com"]
    assert await stage.ask(ReadKeptMail(id=mails[1].id)) == [mails[1]]


async def test_shows_nothing_where_mail_is_really_sent(stage: Stage):
    transaction = stage.runtime.switchboard.transaction("users", Context(reason="test"), reads=True)
    with pytest.raises(NotFound):
        await read_kept_mail(transaction, ReadKeptMail(), keeps=False)
