"""Handing letters to a mail server."""

import msgspec
import pytest

from souk.configuration import MailSettings
from souk.kernel import CLOCK, new_id
from souk.mail import Letter, SmtpPost, Undeliverable
from tests.users.mail_server import MailServer, mail_server

LETTER = Letter(
    id=new_id(),
    recipient="ann@example.com",
    subject="Grüße",
    text="Guten Tag\n.\nmit einem Punkt allein\n",
    html="<p>Guten Tag</p>",
    language="de",
)


def post(server: MailServer) -> SmtpPost:
    settings = MailSettings(
        smtp_host="127.0.0.1",
        smtp_port=server.port,
        smtp_security="none",
        sender="shop@example.com",
        sender_name="Söuk, Shop",
        smtp_seconds=5.0,
    )
    return SmtpPost(settings, CLOCK)


async def test_arrives_as_text_and_html_with_everything_that_a_mail_needs():
    async with mail_server() as server:
        await post(server).send(LETTER)
    (mail,) = server.received
    text, html = mail.get_body(("plain",)), mail.get_body(("html",))
    assert text is not None
    assert html is not None
    assert (mail["To"], mail["Subject"], mail["Message-ID"]) == (
        "ann@example.com",
        "Grüße",
        f"<{LETTER.id}@example.com>",
    )
    assert mail["From"].addresses[0].display_name == "Söuk, Shop"
    assert text.get_content().splitlines() == LETTER.text.splitlines()
    assert html.get_content().strip() == LETTER.html


@pytest.mark.parametrize("verb", ["RCPT", "DATA"])
async def test_what_is_refused_for_good_is_not_tried_again(verb: str):
    async with mail_server() as server:
        server.refuse = {verb: "550 never"}
        with pytest.raises(Undeliverable, match="550"):
            await post(server).send(LETTER)


@pytest.mark.parametrize("refused", [{"RCPT": "451 later"}, {"DATA": "452 full"}, {"MAIL": "421 busy"}])
async def test_what_may_pass_is_tried_again(refused: dict[str, str]):
    async with mail_server() as server:
        server.refuse = refused
        with pytest.raises(ConnectionError):
            await post(server).send(LETTER)


async def test_a_server_that_is_away_is_tried_again():
    async with mail_server() as server:
        gone = post(server)
    with pytest.raises(ConnectionError):
        await gone.send(LETTER)


async def test_no_reason_repeats_what_the_server_said_of_the_person():
    async with mail_server() as server:
        server.refuse = {"RCPT": "550 ann@example.com is unknown here"}
        with pytest.raises(Undeliverable) as refused:
            await post(server).send(LETTER)
    assert "ann" not in str(refused.value)


@pytest.mark.parametrize("name", ["Ann\r\nBcc: all@example.com", "Ann\nX-Header: 1"])
async def test_security_36_a_line_break_makes_no_header(name: str):
    async with mail_server() as server:
        await post(server).send(msgspec.structs.replace(LETTER, subject=f"Hello {name}"))
    (mail,) = server.received
    assert mail["Bcc"] is None
    assert mail["X-Header"] is None
