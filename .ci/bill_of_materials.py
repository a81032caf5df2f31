#!/usr/bin/env python
"""Writes what production installs as a CycloneDX bill of materials, and minds the licences.

    .ci/bill_of_materials.py [file]

Every package of requirements/production.txt with its version, its hashes and its licence. A licence that we
have not thought of is refused.
"""

import importlib.metadata
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
LOCK = ROOT / "requirements/production.txt"
ENTRY = re.compile(r"^([a-z0-9][a-z0-9.-]*)==(\S+).*?\n((?:    --hash=sha256:\w+.*\n)+)", re.MULTILINE)
HASH = re.compile(r"sha256:(\w{64})")
FINE = ("MIT", "Apache", "BSD", "ISC", "MPL", "Mozilla", "PSF", "Python", "LGPL", "Unlicense")
"""Ours to use and to sell services with. LGPL is psycopg's and dramatiq's: imported, never changed."""
SAID_BY_THEM = {"opentelemetry-api": "Apache-2.0"}
"""Where a package does not say it in its metadata, but on its page."""


def main(arguments: list[str]) -> int:
    parts = list(components(LOCK.read_text()))
    bill = {"bomFormat": "CycloneDX", "specVersion": "1.6", "version": 1, "components": parts}
    if arguments:
        Path(arguments[0]).write_text(json.dumps(bill, indent=1) + "\n")
    odd = [f"{part['name']}: {licence_in(part)}" for part in parts if not is_fine(licence_in(part))]
    print(f"{len(parts)} components", *odd, sep="\n")
    return bool(odd or not parts)


def components(lock: str) -> Iterator[dict[str, Any]]:
    for name, version, hashes in ENTRY.findall(lock):
        yield {
            "type": "library",
            "name": name,
            "version": version,
            "purl": f"pkg:pypi/{name}@{version}",
            "hashes": [{"alg": "SHA-256", "content": each} for each in HASH.findall(hashes)],
            "licenses": [{"license": {"name": licence_of(name)}}],
        }


def licence_of(name: str) -> str:
    try:
        said = importlib.metadata.metadata(name)
    except importlib.metadata.PackageNotFoundError:
        return "another platform's"  # the lock is for all of them
    classified = [each for each in said.get_all("Classifier", []) if each.startswith("License ::")]
    short = said.get("License", "").partition("\n")[0]
    words = [said.get("License-Expression", ""), *(each.rpartition(" :: ")[2] for each in classified), short]
    return SAID_BY_THEM.get(name) or next(filter(None, words), "unknown")


def licence_in(part: dict[str, Any]) -> str:
    licence: str = part["licenses"][0]["license"]["name"]
    return licence


def is_fine(licence: str) -> bool:
    return licence == "another platform's" or any(word in licence for word in FINE)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
