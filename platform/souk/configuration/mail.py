"""Settings of mail."""

from typing import Annotated, Literal

from msgspec import Meta

from souk.configuration.sections import Port, Section, hidden

LOCAL = frozenset({"localhost", "127.0.0.1", "::1"})


class MailSettings(Section, section="mail"):
    """Mail. Without a server, sent mail is kept in the database and shown at /dev/mail: for development."""

    smtp_host: Annotated[
        str, Meta(description="the mail server; empty: mail is kept, in development only")
    ] = ""
    smtp_port: Annotated[Port, Meta(description="587 with starttls, 465 with tls")] = 587
    smtp_security: Annotated[
        Literal["starttls", "tls", "none"], Meta(description="none only to a server on this machine")
    ] = "starttls"
    smtp_user: Annotated[str, Meta(description="who signs in to the server; empty: nobody")] = ""
    smtp_password: Annotated[str, hidden("their password")] = ""
    smtp_seconds: Annotated[float, Meta(gt=0, description="for the whole conversation")] = 20.0
    sender: Annotated[str, Meta(description="the address that mail comes from")] = "shop@souk.example"
    sender_name: Annotated[str, Meta(description="the shop's name, as mail shows it")] = "Souk"
    storefront_url: Annotated[
        str, Meta(description="where links in mails lead; empty: a page of the shop itself")
    ] = ""

    def unsafe(self) -> list[str]:
        problems = []
        if not self.smtp_host:
            problems.append("mail.smtp_host is empty; mail would be kept and never sent")
        elif self.smtp_security == "none" and self.smtp_host not in LOCAL:
            problems.append("mail.smtp_security is none; passwords and letters would go in clear text")
        if self.sender.endswith(".example"):
            problems.append("mail.sender is an example; name an address of the shop's own domain")
        return problems
