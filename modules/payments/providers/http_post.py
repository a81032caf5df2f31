"""Posts over HTTP: how the sandbox's letters reach the shop."""

from collections.abc import Mapping

import msgspec

from souk.lean_client import Client, Failed

SECONDS = 5.0
TAKEN = range(200, 300)


class HttpPost:
    """Whoever does not answer with 2xx in time has not taken it."""

    def __init__(self) -> None:
        self._clients: dict[str, Client] = {}

    async def __call__(self, address: str, body: bytes, headers: Mapping[str, str]) -> bool:
        """The body is JSON."""
        client = self._clients.get(address) or self._clients.setdefault(address, Client(address, SECONDS))
        try:
            answer = await client.ask("POST", "", headers, msgspec.Raw(body))
        except Failed:
            return False
        return answer.status in TAKEN

    def close(self) -> None:
        for client in self._clients.values():
            client.close()
