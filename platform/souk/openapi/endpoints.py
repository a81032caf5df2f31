"""Serves the document: as JSON for machines, as pages for people."""

from collections.abc import Callable
from functools import lru_cache
from typing import Any

import msgspec

from souk.http.answers import Answer
from souk.http.policies import public
from souk.http.routes import Endpoint, get
from souk.kernel import NotFound
from souk.openapi.pages import POLICY, overview, problem_page

FIVE_MINUTES = 300
CACHED = (b"cache-control", b"public, max-age=%d" % FIVE_MINUTES)
SKETCH = {"openapi": "3.1.0", "info": {"title": "Souk"}, "paths": {}}
PAGE = [CACHED, (b"content-security-policy", POLICY)]
HTML = b"text/html; charset=utf-8"


def schema_endpoints(build: Callable[[], dict[str, Any]]) -> list[Endpoint]:
    """Make the endpoints. The document is built when the first of them is asked, and kept."""

    @lru_cache(maxsize=1)
    def built() -> dict[str, Any]:
        return build()

    @lru_cache(maxsize=1)
    def as_json() -> bytes:
        return msgspec.json.encode(built())

    @lru_cache(maxsize=1)
    def as_page() -> bytes:
        return overview(built()).encode()

    @get(
        "/schema/openapi.json",
        policy=public,
        cached=FIVE_MINUTES,
        shows=dict[str, Any],
        answer_example=SKETCH,
    )
    async def show_document() -> Answer:
        """This document."""
        return Answer(200, as_json())

    @get("/schema", policy=public, produces="text/html")
    async def show_pages() -> Answer:
        """This document, for people."""
        return Answer(200, as_page(), PAGE, HTML)

    @get("/problems/{code}", policy=public, produces="text/html")
    async def show_problem(code: str) -> Answer:
        """What a problem means: its `type` points here."""
        if code not in built()["components"]["examples"]:
            raise NotFound("problem")
        return Answer(200, problem_page(built(), code).encode(), PAGE, HTML)

    return [show_document, show_pages, show_problem]
