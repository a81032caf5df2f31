"""Answers ExportPerson with what a module's own export functions find."""

from typing import Any

from souk.database import Transaction
from souk.kernel import NotFound
from souk.messages import ActorKind, ExportPerson
from souk.modules import Handling, Module, handles

SECONDS = 30.0


def exporting(module: Module) -> Handling:
    """Make the handling. Nobody but the person gets anything, and the system in their name."""

    async def export_person(tx: Transaction, query: ExportPerson) -> dict[str, Any]:
        if tx.actor.kind is not ActorKind.SYSTEM and tx.actor.id != query.person_id:
            raise NotFound("person")
        found: dict[str, Any] = {}
        for export in module.exports:
            found |= await export(tx, query.person_id)
        return found

    return handles(export_person, seconds=SECONDS)
