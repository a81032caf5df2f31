"""The bare application that bench/catalog.py compares with: Litestar, with the same bytes."""

from pathlib import Path

from litestar import Litestar, MediaType, get

from souk.runtime import settle_memory

BODY = Path(__file__).parent / "body.tmp"


def bare() -> Litestar:
    body = BODY.read_bytes()

    @get(["/api/products", "/api/products/{slug:str}"], media_type=MediaType.JSON)
    async def show(slug: str = "") -> bytes:
        return body

    async def settled() -> None:
        settle_memory()

    return Litestar([show], openapi_config=None, logging_config=None, on_startup=[settled])
