"""Gather everything that any module keeps of the person."""

from collections.abc import Collection

import msgspec

from souk.database import Transaction
from souk.kernel import NotFound
from souk.messages import ExportPerson, Query


class ExportMe(Query[bytes]):
    """Asked by people about themselves. The answer is finished JSON, since each module has its own forms."""


async def export_me(tx: Transaction, _: ExportMe, *, exporting: Collection[str]) -> bytes:
    """Ask one module after the other; what is away fails the export, a part would look like the whole."""
    if tx.actor.id is None:
        raise NotFound("account")
    person = tx.actor.id
    known = {name: await tx.ask(ExportPerson(module=name, person_id=person)) for name in sorted(exporting)}
    return msgspec.json.encode(known)
