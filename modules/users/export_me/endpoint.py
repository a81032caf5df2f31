"""GET /api/users/me/export."""

from typing import Any

from modules.users.export_me.handler import ExportMe
from souk.bus import Bus
from souk.http import Reply, get, signed_in
from souk.kernel import NotFound

AS_FILE = (b"content-disposition", b'attachment; filename="my-data.json"')


@get("/api/users/me/export", policy=signed_in, refuses=[NotFound], seconds=30.0)
async def export_own_data(bus: Bus) -> Reply[dict[str, Any]]:
    """Download all personal data of every module, each under the module's name."""
    return Reply(await bus.ask(ExportMe()), headers=[AS_FILE])
