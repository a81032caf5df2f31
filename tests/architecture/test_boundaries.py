"""What crosses a boundary is a value: frozen, made by naming its fields, and carried by msgspec as it is."""

from collections.abc import Iterator
from typing import Any

from msgspec import inspect

from souk.http import Amount, Body
from souk.http.parameters import Parameters
from souk.kernel import Value
from souk.modules import Registry

RECEIVED = Body | Parameters


class Leaky(Value):
    again: "Leaky | None"
    rows: tuple[dict[str, Any], ...]
    holder: Registry


def types_within(info: object, seen: set[type]) -> Iterator[inspect.Type]:
    """Walk through everything that a type holds."""
    if isinstance(info, tuple):
        for part in info:
            yield from types_within(part, seen)
    elif isinstance(info, inspect.Type | inspect.Field):
        if isinstance(info, inspect.StructType):
            if info.cls in seen:
                return
            seen.add(info.cls)
        if isinstance(info, inspect.Type):
            yield info
        for name in info.__struct_fields__:
            yield from types_within(getattr(info, name), seen)


def foreign_types(kind: object, *known: type) -> list[object]:
    """Return what inside a type msgspec cannot carry, or would carry without looking."""
    return [
        getattr(info, "cls", "anything")
        for info in types_within(inspect.type_info(kind), set())
        if isinstance(info, inspect.AnyType | inspect.RawType | inspect.CustomType)
        and getattr(info, "cls", None) not in known
    ]


def test_every_module_has_structs_to_look_at(structs, registry: Registry):
    assert {kind.__module__.split(".")[1] for kind in structs} == set(registry.names)


def test_what_crosses_a_boundary_is_frozen(structs):
    assert [kind for kind in structs if not kind.__struct_config__.frozen] == []


def test_what_crosses_a_boundary_is_made_by_naming_its_fields(structs):
    assert [kind for kind in structs if kind.__match_args__] == []


def test_what_goes_out_can_be_encoded(structs):
    sent = [kind for kind in structs if not issubclass(kind, RECEIVED)]
    assert [(kind, foreign_types(kind)) for kind in sent if foreign_types(kind)] == []


def test_what_comes_in_can_be_decoded(structs):
    received = [kind for kind in structs if issubclass(kind, RECEIVED)]
    assert [(kind, foreign_types(kind, Amount)) for kind in received if foreign_types(kind, Amount)] == []


def test_every_answer_can_be_encoded(registry: Registry):
    answers = {kind: handling.answer for kind, (_, handling) in registry.handlings.items()}
    assert [kind for kind, answer in answers.items() if foreign_types(answer)] == []


def test_what_cannot_be_encoded_is_found_however_deep_it_lies():
    assert foreign_types(list[Leaky]) == ["anything", Registry]
