"""The shop's own API, entered from within this process: what customers and staff do, without a server."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any

import httpx
import msgspec

from souk.configuration import LoggingSettings, WebSettings
from souk.http.application import application
from souk.http.edge import Edge
from souk.runtime import Runtime


class TurnedAway(Exception):
    """The shop refused what it was asked."""

    def __init__(self, request: str, answer: httpx.Response) -> None:
        super().__init__(f"{request}: {answer.status_code} {answer.text[:300]}")
        self.status = answer.status_code


class Visitor:
    """Asks the API, as a guest or signed in."""

    def __init__(self, client: httpx.AsyncClient, token: str = "") -> None:
        self._client = client
        self._headers = {"authorization": f"Bearer {token}"} if token else {}

    async def get(self, path: str) -> Any:
        return await self._ask("GET", path, None)

    async def post(self, path: str, body: Mapping[str, object] | None = None) -> Any:
        return await self._ask("POST", path, body)

    async def sign_in(self, email: str, password: str) -> "Visitor":
        granted = await self.post("/api/users/login", {"email": email, "password": password})
        return Visitor(self._client, granted["accessToken"])

    async def _ask(self, method: str, path: str, body: Mapping[str, object] | None) -> Any:
        answer = await self._client.request(method, path, json=body, headers=self._headers)
        if not answer.is_success:
            raise TurnedAway(f"{method} {path}", answer)
        return answer.json() if answer.content else None


@asynccontextmanager
async def front_door(runtime: Runtime) -> AsyncIterator[Visitor]:
    """Open it for a guest. Nobody counts requests here: it is only us."""
    settings = runtime.configuration
    modules = runtime.registry.modules.values()
    authenticator = next((module.authenticator for module in modules if module.authenticator), None)
    edge = Edge(runtime.switchboard, authenticator, settings)
    quiet = msgspec.structs.replace(settings[LoggingSettings], access=False)  # an operator has not asked
    app: Any = application(runtime.registry.routes, edge, settings[WebSettings], quiet)
    transport = httpx.ASGITransport(app)  # Litestar's types of ASGI are narrower than httpx's
    async with httpx.AsyncClient(transport=transport, base_url="http://demo", timeout=60) as client:
        yield Visitor(client)
