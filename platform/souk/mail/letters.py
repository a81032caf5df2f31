"""A letter: one mail, rendered and addressed."""

from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from uuid import UUID

from souk.configuration import MailSettings
from souk.kernel import Personal, Value


class Letter(Value):
    """What goes out. Its id is the Message-ID too, so that a letter which is sent twice arrives as one."""

    id: UUID
    recipient: Personal[str]
    subject: str
    text: str
    html: str
    language: str

    def as_message(self, settings: MailSettings, *, at: datetime) -> EmailMessage:
        """Build the MIME message: text first, HTML as the better alternative."""
        domain = settings.sender.rpartition("@")[2]
        message = EmailMessage(policy=SMTP)
        message["From"] = Address(settings.sender_name, addr_spec=settings.sender)
        message["To"] = Address(addr_spec=self.recipient)
        message["Subject"] = " ".join(self.subject.split())
        message["Date"] = format_datetime(at)
        message["Message-ID"] = f"<{self.id}@{domain}>"
        message["Content-Language"] = self.language
        message["Auto-Submitted"] = "auto-generated"
        message.set_content(self.text)
        message.add_alternative(self.html, subtype="html")
        return message
