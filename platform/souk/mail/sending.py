"""The ways to send a letter: by SMTP, or kept where developers can look at it."""

from aiosmtplib import (
    SMTP,
    SMTPDataError,
    SMTPException,
    SMTPRecipientsRefused,
    SMTPResponseException,
)

from souk.configuration import MailSettings
from souk.kernel import Clock
from souk.mail.letters import Letter
from souk.mail.post import Post, Undeliverable
from souk.mail.watching import WatchedPost

PERMANENT = 500  # SMTP: from here on, trying again will not help


class KeptPost:
    """Sends nothing: whoever asked keeps the letter. For development, where no server is configured."""

    keeps = True

    async def send(self, letter: Letter) -> None:
        """Do nothing."""


class SmtpPost:
    """Hands letters to an SMTP server, each over a connection of its own."""

    keeps = False

    def __init__(self, settings: MailSettings, clock: Clock) -> None:
        self._settings = settings
        self._clock = clock

    async def send(self, letter: Letter) -> None:
        settings = self._settings
        server = SMTP(
            hostname=settings.smtp_host,
            port=settings.smtp_port,
            username=settings.smtp_user or None,
            password=settings.smtp_password or None,
            use_tls=settings.smtp_security == "tls",
            start_tls=settings.smtp_security == "starttls",
            timeout=settings.smtp_seconds,
        )
        message = letter.as_message(settings, at=self._clock.now())
        try:
            async with server:
                await server.send_message(message)
        except SMTPException as error:
            raise _translated(error) from None


def post_of(settings: MailSettings, clock: Clock) -> Post:
    """Return the way that the settings ask for."""
    return WatchedPost(SmtpPost(settings, clock) if settings.smtp_host else KeptPost())


def _translated(error: SMTPException) -> Exception:
    """Keep the server's code and nothing of its words: they repeat the address, and reasons are kept.

    Only what is said of this letter's recipient or content is final: a wrong password, which has such a code
    too, is put right by staff, and then the letters shall go.
    """
    code = _code(error)
    if code >= PERMANENT and isinstance(error, SMTPRecipientsRefused | SMTPDataError):
        return Undeliverable(f"the mail server refused it with {code}")
    return ConnectionError(f"the mail server did not take it: {type(error).__name__} {code or ''}".strip())


def _code(error: SMTPException) -> int:
    if isinstance(error, SMTPRecipientsRefused):
        return max((refused.code for refused in error.recipients), default=0)
    return error.code if isinstance(error, SMTPResponseException) else 0
