"""What a browser may do with our pages: show them, with their own style and nothing else."""

import base64
import hashlib
from pathlib import Path

STYLE = (Path(__file__).parent / "style.css").read_text(encoding="utf-8")

_DIGEST = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
POLICY = (
    f"default-src 'none'; style-src 'sha256-{_DIGEST}'; frame-ancestors 'none'; base-uri 'none'; "
    "form-action 'none'"
).encode()
