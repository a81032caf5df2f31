"""GET /api/users/me/export."""

from typing import Any

from modules.users.export_me.handler import ExportMe
from souk.bus import Bus
from souk.http import Answer, get, signed_in
from souk.kernel import NotFound

PERSONAL = (b"cache-control", b"no-store")
AS_FILE = (b"content-disposition", b'attachment; filename="my-data.json"')


@get("/api/users/me/export", policy=signed_in, refuses=[NotFound], seconds=30.0, shows=dict[str, Any])
async def export_own_data(bus: Bus) -> Answer:
    """Download all personal data of every module, each under the module's name."""
    return Answer(200, await bus.ask(ExportMe()), [AS_FILE, PERSONAL])
