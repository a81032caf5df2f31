"""What a module promises others: its events, queries, commands and jobs, with their fields and answers."""

from collections.abc import Iterable
from typing import Any

import msgspec

from souk.documentation.markdown import code, section, sentence, table
from souk.documentation.spelling import spelled, structs_in
from souk.messages import Command, Message, Query
from souk.modules import Handling, Module


def contracts(module: Module) -> str:
    handled = sorted(
        (each for each in module.handlers if each.message.wire), key=lambda each: each.message.wire
    )
    queries = [each for each in handled if issubclass(each.message, Query)]
    commands = [each for each in handled if issubclass(each.message, Command)]
    return section(
        "Contracts",
        *_group("Queries", [_handled(each) for each in queries]),
        *_group("Commands", [_handled(each) for each in commands]),
        *_group("Events", [_event(kind) for kind in sorted(module.events, key=lambda kind: kind.wire)]),
        *_group("Values", [_value(kind) for kind in _values(module, handled)]),
    )


def jobs(module: Module) -> str:
    done = [
        (code(doing.job.wire), sentence(doing.job), ", ".join(_fields(doing.job)))
        for doing in sorted(module.jobs, key=lambda doing: doing.job.wire)
    ]
    due = [
        (schedule.name, code(schedule.cron), code(schedule.job.wire))
        for schedule in sorted(module.schedules, key=lambda schedule: schedule.name)
    ]
    return section(
        "Jobs and schedules",
        table(("job", "does", "carries"), done),
        table(("schedule", "due (cron, UTC)", "job"), due),
    )


def fields_table(kind: type[msgspec.Struct]) -> str:
    rows = [
        (code(field.encode_name), spelled(field.type), "" if field.required else "optional")
        for field in msgspec.structs.fields(kind)
    ]
    return table(("field", "type", ""), rows)


def _group(heading: str, parts: list[str]) -> list[str]:
    return [section(heading, *parts, level=3)] if parts else []


def _handled(handling: Handling) -> str:
    message = handling.message
    needs = f" Needs {code(handling.capability)}." if handling.capability else ""
    return section(
        code(message.wire),
        f"{sentence(message)}{needs}",
        fields_table(message),
        f"Answer: {spelled(handling.answer)}.",
        level=4,
    )


def _event(kind: type[Message]) -> str:
    key = f" In order for each {code(kind.key_field)}." if kind.key_field else ""
    return section(code(kind.wire), f"{sentence(kind)}{key}", fields_table(kind), level=4)


def _value(kind: type[msgspec.Struct]) -> str:
    return section(kind.__name__, sentence(kind), fields_table(kind), level=4)


def _values(module: Module, handled: Iterable[Handling]) -> list[type[msgspec.Struct]]:
    """The structs inside contracts, but for the contracts themselves."""
    messages: list[Any] = [*(each.message for each in handled), *module.events]
    kinds = [*messages, *(each.answer for each in handled)]
    found = {struct for kind in kinds for struct in structs_in(kind)} - set(messages)
    return sorted(found, key=lambda kind: kind.__name__)


def _fields(kind: type[Message]) -> list[str]:
    return [f"{code(field.encode_name)} {spelled(field.type)}" for field in msgspec.structs.fields(kind)]
