"""GET /dev/mail: the mail that was kept instead of sent."""

from uuid import UUID

from modules.users.contracts.queries import ReadKeptMail
from shop.development.pages import SHOW, page
from souk.bus import Bus
from souk.http import Answer, get, public
from souk.kernel import NotFound

HTML = b"text/html; charset=utf-8"
HEADERS = [(b"content-security-policy", SHOW), (b"cache-control", b"no-store")]


@get("/dev/mail", policy=public, produces="text/html", refuses=[NotFound])
async def show_kept_mail(bus: Bus) -> Answer:
    """List the mail that was kept, with links that work."""
    return Answer(200, page("mail.html", mails=await bus.ask(ReadKeptMail())), HEADERS, HTML)


@get("/dev/mail/{id}", policy=public, produces="text/html", refuses=[NotFound])
async def show_one_mail(id: UUID, bus: Bus) -> Answer:
    """Show one mail as its reader would see it."""
    found = await bus.ask(ReadKeptMail(id=id))
    if not found:
        raise NotFound("mail")
    return Answer(200, found[0].html.encode(), HEADERS, HTML)
