"""Show the mail that was kept instead of sent."""

from sqlalchemy import select

from modules.users.contracts.queries import KeptMail, ReadKeptMail
from modules.users.tables import kept_mails
from souk.database import Transaction
from souk.kernel import NotFound

MOST = 100


async def read_kept_mail(tx: Transaction, query: ReadKeptMail, *, keeps: bool) -> list[KeptMail]:
    """Refused where mail is really sent: then there is nothing to see, and nothing to look for."""
    if not keeps:
        raise NotFound("mail")
    columns = [kept_mails.c[name] for name in KeptMail.__struct_fields__]
    chosen = select(*columns).order_by(kept_mails.c.kept_at.desc(), kept_mails.c.id.desc()).limit(MOST)
    if query.id is not None:
        chosen = chosen.where(kept_mails.c.id == query.id)
    return [KeptMail(**row) for row in (await tx.execute(chosen)).mappings()]
