"""Examples for the document, made from types and names; the same ones every time."""

import re
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from typing import Any
from zlib import crc32

import msgspec
from msgspec import inspect

from souk.http.amounts import Amount

DEEPEST = 5
Path = tuple[str, ...]  # the names of the fields from the outermost to this one

KNOWN: dict[str, Any] = {
    "accessToken": "eyJhbGciOiJFZERTQSIsInR5cCI6ImF0K2p3dCJ9.eyJzdWIiOiIwMTlhIn0.c2lnbmVk",
    "alt": "A brass lamp on a wooden table",
    "capability": "catalog:edit",
    "category": "lighting",
    "city": "Riga",
    "code": "not_found",
    "coupon": "SPRING10",
    "countries": "LV",
    "country": "LV",
    "currency": "EUR",
    "description": "Made by hand, in small numbers.",
    "email": "ann@example.com",
    "expiresIn": 900,
    "firstName": "Ann",
    "homeCountry": "LV",
    "id_or_slug": "brass-lamp",
    "imageUrl": "https://shop.example/media/brass-lamp.webp",
    "lastName": "Lee",
    "name": "Brass lamp",
    "note": "Please ring twice.",
    "number": "SO-2026-000123",
    "onHand": 12,
    "options": "brass",
    "page": 1,
    "pageSize": 20,
    "parent": "lighting",
    "password": "correct horse battery staple",
    "phone": "+371 20000000",
    "pointer": "/email",
    "q": "lamp",
    "quantity": 2,
    "rating": 4.5,
    "reason": "Counted again",
    "requestId": "0f8fad5bd9cb469fa16570867728950e",
    "sku": "LAMP-BRASS",
    "slug": "brass-lamp",
    "street": "Brivibas iela 1",
    "token": "tok_ok",
    "totalCount": 1,
    "url": "https://shop.example/media/brass-lamp.webp",
    "value": "brass",
    "variantCount": 1,
    "zipCode": "LV-1010",
}
TEXTS = (
    "lamp",
    "brass-lamp",
    "LAMP",
    "EUR",
    "ann@example.com",
    "https://shop.example/lamp",
    "12345",
    "a",
    "",
)
NUMBERS = (1, 2, 10, 100, 0)


class NoExample(Exception):
    """Nothing believable fits this type: say Meta(examples=[…]), or give the route an example."""


def example_of(kind: Any, name: str = "") -> Any:
    """Return an example of the type, as JSON; `name` is that of the field it is for."""
    return _example(inspect.type_info(kind), (name,))


def spelled_out(example: object) -> Any:
    """Return an example that a route declares as JSON."""
    return msgspec.json.decode(ENCODER.encode(example))


def _amount(value: object) -> object:
    if isinstance(value, Amount):
        return Decimal(value.text)
    raise NotImplementedError


ENCODER = msgspec.json.Encoder(decimal_format="number", enc_hook=_amount)


def _example(info: Any, path: Path) -> Any:
    if isinstance(info, inspect.Metadata):
        declared = (info.extra_json_schema or {}).get("examples")
        return declared[0] if declared else _example(info.type, path)
    if isinstance(info, inspect.StructType):
        fields = {field.encode_name: _of_field(field, (*path, field.encode_name)) for field in info.fields}
        return fields if info.tag_field is None else {info.tag_field: info.tag, **fields}
    if isinstance(info, inspect.UnionType):
        return _of_union(info, path)
    if isinstance(info, inspect.ListType | inspect.VarTupleType | inspect.SetType | inspect.FrozenSetType):
        return _of_list(info, path)
    if isinstance(info, inspect.DictType):
        return {} if len(path) > DEEPEST else {"material": _example(info.value_type, path)}
    return _single(info, path)


def _of_field(field: inspect.Field, path: Path) -> Any:
    """Prefer a default that says something, unless the name is a better teacher."""
    telling = field.default not in {None, ""} if isinstance(field.default, str | int) else False
    if telling and field.encode_name not in KNOWN:
        return msgspec.to_builtins(field.default)
    return _example(field.type, path)


def _of_union(info: inspect.UnionType, path: Path) -> Any:
    """Show what it can be rather than null, unless that would go on for ever."""
    others = [each for each in info.types if not isinstance(each, inspect.NoneType)]
    return None if not others or len(path) > DEEPEST else _example(others[0], path)


def _of_list(info: Any, path: Path) -> list[Any]:
    least = info.min_length or 0
    return [] if len(path) > DEEPEST and not least else [_example(info.item_type, path)] * max(least, 1)


def _single(info: Any, path: Path) -> Any:
    candidates = CANDIDATES.get(type(info))
    for value in candidates(info, path) if candidates else ():
        if _fits(value, info):
            return value
    raise NoExample(f"{'.'.join(path) or info} has no believable example; declare one")


def _of_type(kinds: tuple[type, ...], path: Path, others: Iterable[Any]) -> Iterator[Any]:
    known = KNOWN.get(path[-1])
    if isinstance(known, kinds):
        yield known
    yield from (each for each in others if each is not None)


def _fits(value: Any, info: Any) -> bool:
    if isinstance(info, inspect.StrType):
        return (
            (info.min_length or 0) <= len(value)
            and (info.max_length is None or len(value) <= info.max_length)
            and (info.pattern is None or re.search(info.pattern, value) is not None)
        )
    if isinstance(info, inspect.IntType | inspect.FloatType):
        return (
            (info.ge is None or value >= info.ge)
            and (info.gt is None or value > info.gt)
            and (info.le is None or value <= info.le)
            and (info.lt is None or value < info.lt)
            and (info.multiple_of is None or value % info.multiple_of == 0)
        )
    return True


CANDIDATES: dict[type, Callable[[Any, Path], Iterable[Any]]] = {
    inspect.AnyType: lambda _, __: [{}],
    inspect.BoolType: lambda _, __: [True],
    inspect.CustomType: lambda info, _: [599.99] if info.cls is Amount else [],
    inspect.DateTimeType: lambda _, __: ["2026-03-14T09:26:53Z"],
    inspect.DateType: lambda _, __: ["2026-03-14"],
    inspect.DecimalType: lambda _, __: [599.99],
    inspect.EnumType: lambda info, _: [member.value for member in info.cls],
    inspect.FloatType: lambda info, path: _of_type((int, float), path, [*NUMBERS, info.ge, info.le]),
    inspect.IntType: lambda info, path: _of_type((int,), path, [*NUMBERS, info.ge, info.le]),
    inspect.LiteralType: lambda info, _: info.values,
    inspect.NoneType: lambda _, __: [None],
    inspect.RawType: lambda _, __: [{}],
    inspect.StrType: lambda _, path: _of_type((str,), path, TEXTS),
    inspect.UUIDType: lambda _, path: [f"019a8f00-7c3a-7000-8000-{crc32('.'.join(path).encode()):012x}"],
}
