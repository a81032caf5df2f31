"""The shop's API as documents: what /schema serves, and the copies in docs/."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from souk.http.health import health_endpoints
from souk.http.routes import Endpoint
from souk.live.endpoints import stream_to_describe
from souk.modules import Registry
from souk.observability.health import Checkup
from souk.openapi import as_text, document, markdown
from souk.openapi.endpoints import schema_endpoints


def api_document(registry: Registry) -> dict[str, Any]:
    """Return the OpenAPI document of everything that is served."""
    return document(registry, _platform())


def api_files(registry: Registry, docs: Path) -> dict[Path, str]:
    """Return what the committed copies should say."""
    return {
        docs / "openapi.json": as_text(api_document(registry)),
        docs / "problems.md": markdown(registry),
    }


def _platform() -> Iterable[Endpoint]:
    """Return the platform's own endpoints; to be described they need nothing to look at."""
    return [*health_endpoints(Checkup({}, {})), *schema_endpoints(dict), stream_to_describe()]
