"""Reads from pip's output why an installation failed."""

import re
from pathlib import Path

from souk.startup import StartFailed

_SIGNS = (
    (
        r"No space left on device|Disk quota exceeded",
        "There is no space left on the disk (Souk needs 300 MB, its development tools 600 MB).",
        "Free some space and run ./souk again.",
    ),
    (
        r"DO NOT MATCH THE HASHES",
        "A downloaded package is not the one that Souk's lock file names, so it was not installed.",
        "Try again; if it happens again, your package mirror serves altered files.",
    ),
    (
        (
            r"name resolution|Network is unreachable|[Cc]onnection ?(refused|reset|broken|error)"
            r"|ConnectTimeout|Read timed out|ProxyError|SSLError|Max retries"
        ),
        "The packages could not be downloaded: the package index does not answer.",
        "Check the network (and pip's settings, if you use a mirror or a proxy) and run ./souk again.",
    ),
    (
        r"No matching distribution",
        "A package does not exist for this Python or this machine.",
        "Souk runs on Python 3.11 to 3.14, on Linux and macOS, x86-64 and ARM.",
    ),
)


def read_from(log: Path) -> StartFailed:
    """The most telling reason in the log, with where to find the rest."""
    text = log.read_text(errors="replace")
    for sign, problem, remedy in _SIGNS:
        if re.search(sign, text):
            return StartFailed(problem, f"{remedy} Details: {log}")
    last = next((line for line in reversed(text.splitlines()) if line.strip()), "it said nothing")
    return StartFailed(f"pip could not install Souk's packages: {last}", f"Details: {log}")
