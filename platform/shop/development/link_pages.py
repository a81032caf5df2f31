"""GET /dev/verify-email, /dev/change-email and /dev/reset-password: where the links of kept mail lead."""

from typing import Annotated

from msgspec import Meta

from shop.development.pages import SCRIPT, page, running
from souk.http import Answer, Parameters, get, public

HTML = b"text/html; charset=utf-8"
HEADERS = [(b"content-security-policy", running(SCRIPT)), (b"cache-control", b"no-store")]


class FromLink(Parameters):
    token: Annotated[str, Meta(max_length=100)] = ""


@get("/dev/verify-email", policy=public, produces="text/html")
async def show_verification(link: FromLink) -> Answer:
    """Ask for the account's password, and verify the address."""
    return _form("Confirm the address", "verify-email", link.token, "Your password", "password", "password")


@get("/dev/change-email", policy=public, produces="text/html")
async def show_new_email(link: FromLink) -> Answer:
    """Ask for the account's password, and take the new address."""
    return _form(
        "Confirm the new address", "me/email/confirm", link.token, "Your password", "password", "password"
    )


@get("/dev/reset-password", policy=public, produces="text/html")
async def show_reset(link: FromLink) -> Answer:
    """Ask for a new password; without a token, for the address to send one to."""
    if link.token:
        path, label = "password-reset/confirm", "The new password"
        return _form("Choose a new password", path, link.token, label, "password", "password")
    return _form("Ask for a new password", "password-reset", "", "Your e-mail address", "email", "email")


def _form(title: str, path: str, token: str, label: str, field: str, kind: str) -> Answer:
    shown = page(
        "link.html",
        title=title,
        path=f"/api/users/{path}",
        token=token,
        label=label,
        field=field,
        kind=kind,
        script=SCRIPT,
    )
    return Answer(200, shown, HEADERS, HTML)
