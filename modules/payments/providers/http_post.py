"""Posts over HTTP: how the sandbox's letters reach the shop."""

from collections.abc import Mapping

import httpx

SECONDS = 5.0


class HttpPost:
    """Whoever does not answer with 2xx in time has not taken it."""

    def __init__(self) -> None:
        self._client: httpx.AsyncClient | None = None

    async def __call__(self, address: str, body: bytes, headers: Mapping[str, str]) -> bool:
        if self._client is None:
            self._client = httpx.AsyncClient(timeout=SECONDS)
        try:
            answer = await self._client.post(address, content=body, headers=dict(headers))
        except httpx.HTTPError:
            return False
        return answer.is_success

    async def close(self) -> None:
        if self._client is not None:
            await self._client.aclose()
