"""Renders the developers' pages, each with what a browser may do with it."""

import base64
import hashlib
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

HERE = Path(__file__).parent
SCRIPT = (HERE / "link.js").read_text(encoding="utf-8")
_STYLED = (
    "default-src 'none'; style-src 'unsafe-inline'; "
    "frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
)

SHOW = _STYLED.encode()
"""Show it with its own style; run nothing, load nothing. A mail that holds a script stays text."""


def running(script: str) -> bytes:
    """Beside that, run this one script, which may call the shop."""
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    return f"{_STYLED}; connect-src 'self'; script-src 'sha256-{digest}'".encode()


_templates = Environment(loader=FileSystemLoader(HERE), undefined=StrictUndefined, autoescape=True)


def page(name: str, **values: Any) -> bytes:
    """Fill in a template; everything is escaped."""
    return _templates.get_template(name).render(values).encode()
