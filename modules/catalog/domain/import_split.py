"""Splits a file into parts of some hundred rows; a product's variants always stay together."""

import csv
import zlib
from codecs import getincrementaldecoder
from collections.abc import Iterable, Iterator
from typing import Any, TypeGuard

import msgspec

from modules.catalog.domain.import_rows import ATTRIBUTE, OPTION, NumberedRow
from modules.catalog.domain.product_import import MOST_ROWS, ROWS_OF_A_PART, FileKind

FURTHER = "(further cells)"
GZIP = 16 + zlib.MAX_WBITS
PIECE = 16_384


class UnreadableFile(Exception):
    """The file as a whole cannot be read; says why."""


def parts_of(kind: FileKind, packed: bytes) -> Iterator[list[NumberedRow]]:
    """Unpack and read it bit by bit. Raises UnreadableFile, also when there are too many rows."""
    lines = _lines(packed)
    rows = _csv_rows(lines) if kind is FileKind.CSV else _ndjson_rows(lines)
    part: list[NumberedRow] = []
    count = 0
    try:
        for row in rows:
            count += 1
            if count > MOST_ROWS:
                raise UnreadableFile(f"A file may have {MOST_ROWS} rows at most.")
            if len(part) >= ROWS_OF_A_PART and part[-1].cells.get("slug") != row.cells.get("slug"):
                yield part
                part = []
            part.append(row)
    except (csv.Error, UnicodeDecodeError, zlib.error, msgspec.DecodeError) as error:
        raise UnreadableFile(f"Row {count + 1} cannot be read: {error}") from None
    if part:
        yield part


def _lines(packed: bytes) -> Iterator[str]:
    """Line by line, so that neither the whole file nor all its rows are ever in memory."""
    unpacker = zlib.decompressobj(GZIP)
    decoder = getincrementaldecoder("utf-8-sig")()
    rest = ""
    for start in range(0, len(packed), PIECE):
        piece = unpacker.decompress(packed[start : start + PIECE])
        whole, newline, rest = (rest + decoder.decode(piece)).rpartition("\n")
        if newline:
            yield from _ended(whole)
    last = rest + decoder.decode(unpacker.flush(), final=True)
    if last:
        yield last


def _ended(lines: str) -> Iterator[str]:
    """With their line feeds: within quotes they belong to a cell."""
    for line in lines.split("\n"):
        yield line + "\n"


def _csv_rows(lines: Iterable[str]) -> Iterator[NumberedRow]:
    reader = csv.DictReader(lines, restkey=FURTHER, restval="", strict=True)
    for cells in reader:
        yield NumberedRow(line=reader.line_num, cells=cells)


def _ndjson_rows(lines: Iterable[str]) -> Iterator[NumberedRow]:
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield NumberedRow(line=number, cells=_flat(msgspec.json.decode(line, type=dict[str, Any])))


def _flat(given: dict[str, Any]) -> dict[str, Any]:
    """`{"options": {"colour": "red"}}` is what a CSV says in the column `option.colour`."""
    cells = {name: value for name, value in given.items() if name not in {"options", "attributes"}}
    for family, prefix in (("options", OPTION), ("attributes", ATTRIBUTE)):
        members = given.get(family)
        if _is_object(members):
            cells |= {f"{prefix}{name}": value for name, value in members.items()}
    return cells


def _is_object(value: object) -> TypeGuard[dict[str, Any]]:
    return isinstance(value, dict)  # JSON names its members with text
