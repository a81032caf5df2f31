"""Names for the types in the document: where a type lives, so that no other type ever changes them."""

import re
from collections.abc import Iterable, Iterator
from typing import Any, get_args, get_origin

import msgspec
from msgspec import inspect

NOT_IN_A_NAME = re.compile(r"[^A-Za-z0-9._-]")
MODULES = "modules"
PLACES = frozenset({"domain", "contracts"})  # whose files are no part of a name: they are moved about


class AmbiguousName(Exception):
    """Two types of one slice, or of one module's domain, have the same name."""


def named_types(types: Iterable[Any]) -> list[Any]:
    """Return every struct and enum among the types and all that is inside them."""
    found: dict[Any, None] = {}
    for info in inspect.multi_type_info(types):
        _collect(info, found)
    return list(found)


def names_of(types: Iterable[Any]) -> dict[Any, str]:
    """Return a name for each: `catalog.add_product.NewProductBody`, `PageOf_catalog.list_products.Card`."""
    names = {kind: name_of(kind) for kind in types}
    seen: dict[str, Any] = {}
    for kind, name in names.items():
        if seen.setdefault(name, kind) is not kind:
            raise AmbiguousName(f"{kind.__module__} and {seen[name].__module__} both have a {name}")
    return names


def name_of(kind: Any) -> str:
    arguments = get_args(kind)
    origin = get_origin(kind) or kind
    name = ".".join([*_place(origin.__module__), origin.__name__])
    if arguments:
        name = "_".join([name, *(name_of(each) for each in arguments)])
    return NOT_IN_A_NAME.sub("_", name)


def _place(module: str) -> list[str]:
    """Return the module and the slice; what belongs to the platform needs neither."""
    parts = module.split(".")
    if parts[0] != MODULES:
        return []
    return [part for part in parts[1:3] if part not in PLACES]


def _collect(info: Any, found: dict[Any, None]) -> None:
    """Walk through everything that describes a type; a type that contains itself is met once."""
    if isinstance(info, inspect.StructType | inspect.EnumType):
        if info.cls in found:
            return
        found[info.cls] = None
    for inner in _inside(info):
        _collect(inner, found)


def _inside(info: Any) -> Iterator[Any]:
    for value in (getattr(info, field) for field in getattr(info, "__struct_fields__", ())):
        if isinstance(value, inspect.Type | inspect.Field):
            yield value
        elif isinstance(value, tuple):
            yield from (each for each in value if isinstance(each, msgspec.Struct))
