"""Telling somebody something."""

from functools import partial

from modules.users.contracts.commands import NobodyToNotify, NotifyUser, UnknownMail
from modules.users.notify_user.handler import IncompleteMail
from modules.users.notify_user.job import SendMail
from souk.configuration import MailSettings
from souk.kernel import new_id
from souk.mail import SmtpPost
from souk.messages import SYSTEM
from souk.testing import Stage
from tests.users.mail_server import mail_server
from tests.users.people import BOB, registered

NOTICE = "users.password_changed"


async def mails(stage: Stage) -> list[dict[str, str]]:
    await stage.work()
    return [dict(row) for row in await stage.rows("SELECT * FROM users.kept_mail ORDER BY kept_at, id")]


async def test_a_person_is_told_at_their_address_by_their_name(stage: Stage):
    ann = await registered(stage)
    await stage.do(NotifyUser(notification_id=new_id(), person_id=ann.id, template=NOTICE), SYSTEM)
    mail = (await mails(stage))[-1]
    assert (mail["recipient"], mail["subject"]) == ("ann@example.com", "Your password at Souk was changed")
    assert "Hello Ann," in mail["text"]
    assert "<p>Hello Ann,</p>" in mail["html"]


async def test_in_their_own_language(stage: Stage):
    ann = await registered(stage)
    await stage.owner("UPDATE users.account SET language = 'de-AT'")
    await stage.do(NotifyUser(notification_id=new_id(), person_id=ann.id, template=NOTICE), SYSTEM)
    assert (await mails(stage))[-1]["subject"] == "Ihr Passwort bei Souk wurde geändert"


async def test_a_guest_is_told_and_their_address_forgotten(stage: Stage):
    notice = NotifyUser(
        notification_id=new_id(),
        order_id=new_id(),
        email="guest@example.com",
        language="de",
        template=NOTICE,
    )
    await stage.do(notice, SYSTEM)
    assert [mail["recipient"] for mail in await mails(stage)] == ["guest@example.com"]
    (kept,) = await stage.rows("SELECT guest_email, delivery FROM users.notification")
    assert (kept["guest_email"], kept["delivery"]) == (None, "kept")


async def test_once_for_each_id(stage: Stage):
    ann = await registered(stage)
    await stage.work()
    notice = NotifyUser(notification_id=new_id(), person_id=ann.id, template=NOTICE)
    for _ in range(3):
        await stage.do(notice, SYSTEM)
    assert len(await stage.enqueued(SendMail)) == 2
    assert len(await mails(stage)) == 2


async def test_a_name_is_text_and_never_markup(stage: Stage):
    await stage.do(BOB)
    await stage.owner("UPDATE users.account SET first_name = '<script>alert(1)</script>'")
    mail = (await mails(stage))[0]
    assert "<script>" not in mail["html"]
    assert "&lt;script&gt;" in mail["html"]


async def test_refuses_a_mail_that_no_module_declares(stage: Stage):
    notice = NotifyUser(notification_id=new_id(), person_id=new_id(), template="users.no_such")
    await stage.scenario.do(notice, SYSTEM).then_refused(UnknownMail)


async def test_refuses_a_mail_with_gaps(stage: Stage):
    notice = NotifyUser(notification_id=new_id(), person_id=new_id(), template="users.verify_email")
    await stage.scenario.do(notice, SYSTEM).then_refused(IncompleteMail)


async def test_refuses_to_tell_nobody(stage: Stage):
    await stage.scenario.do(NotifyUser(notification_id=new_id(), template=NOTICE), SYSTEM).then_refused(
        NobodyToNotify
    )


async def test_over_a_real_server_and_a_refusal_is_kept_with_its_reason(stage: Stage):
    ann = await registered(stage)
    await stage.settle()
    async with mail_server() as server:
        post = SmtpPost(
            MailSettings(smtp_host="127.0.0.1", smtp_port=server.port, smtp_security="none"), stage.clock
        )
        send = stage.registry.jobs[SendMail.wire][1].function
        assert isinstance(send, partial)
        send.keywords["post"] = post
        await stage.work()
        server.refuse = {"RCPT": "550 no such user"}
        await stage.do(NotifyUser(notification_id=new_id(), person_id=ann.id, template=NOTICE), SYSTEM)
        await stage.work()
    assert [mail["To"] for mail in server.received] == ["ann@example.com"]
    told = await stage.rows("SELECT delivery, reason FROM users.notification ORDER BY delivery DESC")
    assert [(row["delivery"], row["reason"]) for row in told] == [
        ("sent", ""),
        ("refused", "the mail server refused it with 550"),
    ]
    assert await stage.rows("SELECT 1 FROM users.kept_mail") == []


async def test_what_has_been_sent_is_not_sent_again_when_its_job_comes_twice(stage: Stage):
    await registered(stage)
    assert len(await mails(stage)) == 1
    await stage.owner("UPDATE souk.job SET state = 'waiting'")
    assert len(await mails(stage)) == 1
