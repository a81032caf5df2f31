"""Frozen samples: what every version of every message looked like on the wire when it was first promised."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import msgspec

from souk.kernel import Value
from souk.messages import Message
from souk.modules import Registry
from souk.openapi.examples import NoExample, example_of


class Wired(Value):
    """A message with a wire name as the code knows it now. Events and jobs have no answer: None."""

    wire: str
    kind: type[Message]
    answer: Any


class Sample(Value, omit_defaults=True):
    """One message, and what it is answered with."""

    message: Any
    answer: Any = None


def wired(registry: Registry) -> list[Wired]:
    """Return everything that has a wire name."""
    answers: dict[type[Message], Any] = {h.message: h.answer for _, h in registry.handlings.values()}
    kinds = sorted(registry.wires().items())
    return [Wired(wire=wire, kind=kind, answer=answers.get(kind)) for wire, kind in kinds]


def file_of(folder: Path, wire: str) -> Path:
    """`orders.order_placed.v1` lies in orders/order_placed.v1.json."""
    module, _, name = wire.partition(".")
    return folder / module / f"{name}.json"


def write_missing(folder: Path, every: Iterable[Wired]) -> tuple[list[Path], list[str]]:
    """Write a sample where there is none; return what was written, and what must be written by hand."""
    written, trouble = [], []
    for each in every:
        file = file_of(folder, each.wire)
        if file.exists():
            continue
        try:
            sample = sample_of(each)
        except (NoExample, msgspec.ValidationError) as error:
            trouble.append(f"{each.wire}: write {file} by hand, {error}")
            continue
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(msgspec.json.format(msgspec.json.encode(sample), indent=2) + b"\n")
        written.append(file)
    return written, trouble


def sample_of(each: Wired) -> Sample:
    """Make a sample up. Raises NoExample, or ValidationError when the message itself would refuse it."""
    message = _kept(example_of(each.kind), each.kind)
    has_answer = each.answer is not None and each.answer is not type(None)
    return Sample(message=message, answer=_kept(example_of(each.answer), each.answer) if has_answer else None)


def unread(each: Wired, sample: Sample) -> list[str]:
    """Return what today's code loses or refuses of a message that was once sent, and of its answer."""
    found = _lost(sample.message, each.kind, "message")
    return found if sample.answer is None else found + _lost(sample.answer, each.answer, "answer")


def _lost(once: Any, kind: Any, where: str) -> list[str]:
    try:
        return _missing(once, _kept(once, kind), where)
    except msgspec.ValidationError as error:
        return [f"{where}: {error}"]


def _missing(once: Any, now: Any, where: str) -> list[str]:
    """Compare; what is new does not matter, what is gone or different does."""
    if isinstance(once, Mapping) and isinstance(now, Mapping):
        return [
            lost
            for name, value in once.items()
            for lost in (
                _missing(value, now[name], f"{where}.{name}")
                if name in now
                else [f"{where}.{name} is not read any more"]
            )
        ]
    if isinstance(once, list) and isinstance(now, list) and len(once) == len(now):
        pairs = enumerate(zip(once, now, strict=True))
        return [lost for number, (a, b) in pairs for lost in _missing(a, b, f"{where}[{number}]")]
    return [] if once == now else [f"{where} was {once!r}, is read as {now!r}"]


def _kept(value: Any, kind: Any) -> Any:
    """Read it as the code does, and say it again."""
    read = msgspec.json.decode(msgspec.json.encode(value), type=kind)
    return msgspec.json.decode(msgspec.json.encode(read))
