"""Every code that an answer can carry, with its status and its meaning: they are stable."""

import inspect
from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from souk.http.mistakes import Mistake
from souk.http.problem_kinds import MISTAKE_CODES, PROBLEM_KINDS
from souk.kernel import Refusal, Value
from souk.modules import Registry

PLATFORM = "souk"
REQUEST = "0f8fad5bd9cb469fa16570867728950e"


class Problem(Value, rename="camel"):
    """What every answer from 400 upwards looks like (RFC 9457). Some codes add members of their own."""

    type: str
    title: str
    status: int
    detail: str
    instance: str
    code: str
    request_id: str
    errors: list[Mistake] | msgspec.UnsetType = msgspec.UNSET


class ListedProblem(Value):
    """One code."""

    code: str
    status: int
    title: str
    meaning: str
    module: str


def listed_problems(registry: Registry) -> list[ListedProblem]:
    """Return the platform's problems and every refusal of the mounted modules, ordered by code."""
    listed = {
        code: ListedProblem(
            code=code, status=kind.status, title=kind.title, meaning=kind.meaning, module=PLATFORM
        )
        for code, kind in PROBLEM_KINDS.items()
    }
    for refusal in _refusals(registry):
        listed.setdefault(refusal.code, _listed(refusal))
    return [listed[code] for code in sorted(listed)]


def ambiguous_codes(registry: Registry) -> list[str]:
    """Return the codes that stand for more than one status: a client could not rely on them."""
    statuses: dict[str, set[int]] = {code: {kind.status} for code, kind in PROBLEM_KINDS.items()}
    for refusal in _refusals(registry):
        statuses.setdefault(refusal.code, set()).add(refusal.status)
    return sorted(code for code, found in statuses.items() if len(found) > 1)


def example(problem: ListedProblem) -> dict[str, Any]:
    """Return what such an answer looks like."""
    shown = Problem(
        type=f"/problems/{problem.code}",
        title=problem.title,
        status=problem.status,
        detail=problem.meaning.split("; ")[0].rstrip(".") + ".",
        instance=f"urn:souk:request:{REQUEST}",
        code=problem.code,
        request_id=REQUEST,
        errors=_mistakes() if problem.code == "malformed" else msgspec.UNSET,
    )
    built: dict[str, Any] = msgspec.to_builtins(shown)
    return built


def markdown(registry: Registry) -> str:
    """Return the page docs/problems.md."""
    rows = [f"| `{p.code}` | {p.status} | {p.module} | {p.meaning} |" for p in listed_problems(registry)]
    mistakes = [f"| `{code}` | {meaning} |" for code, meaning in sorted(MISTAKE_CODES.items())]
    return "\n".join(
        [
            "# Problems",
            "",
            "<!-- Written by `souk openapi --write`. -->",
            "",
            "Every answer from 400 upwards is a problem (RFC 9457) with one of these codes. They are stable.",
            "",
            "| Code | Status | Module | Meaning |",
            "|---|---|---|---|",
            *rows,
            "",
            "A `malformed` request lists its mistakes: a JSON pointer (or `?name` for a parameter), one of",
            "these codes, and a sentence.",
            "",
            "| Mistake | Meaning |",
            "|---|---|",
            *mistakes,
            "",
        ]
    )


def _mistakes() -> list[Mistake]:
    return [Mistake(pointer="/email", code="missing", detail="This field is required.")]


def _refusals(registry: Registry) -> list[type[Refusal]]:
    """Return the refusals of the platform and of the mounted modules, and whatever their routes declare."""
    declared = [kind for each in registry.routes for kind in each.refuses]
    mounted = [kind for kind in _below(Refusal) if _module(kind) in {PLATFORM, *registry.names}]
    return sorted({*declared, *mounted}, key=lambda kind: (kind.__module__, kind.__name__))


def _below(kind: type[Refusal]) -> Iterator[type[Refusal]]:
    for each in kind.__subclasses__():
        yield each
        yield from _below(each)


def _module(kind: type[Refusal]) -> str:
    parts = kind.__module__.split(".")
    return parts[1] if parts[0] == "modules" else parts[0]


def _listed(kind: type[Refusal]) -> ListedProblem:
    return ListedProblem(
        code=kind.code,
        status=kind.status,
        title=kind.title,
        meaning=_first_paragraph(inspect.getdoc(kind) or kind.title),
        module=_module(kind),
    )


def _first_paragraph(text: str) -> str:
    return " ".join(_until_blank(text.splitlines()))


def _until_blank(lines: Iterable[str]) -> Iterator[str]:
    for line in lines:
        if not line.strip():
            return
        yield line.strip()
