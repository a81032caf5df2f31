"""Examples for the document, made from types and names; the same ones every time."""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any
from zlib import crc32

import msgspec
from msgspec import inspect

from souk.http.amounts import Amount

DEEPEST = 4

KNOWN: dict[str, Any] = {
    "accessToken": "eyJhbGciOiJFZERTQSIsInR5cCI6ImF0K2p3dCJ9.eyJzdWIiOiIwMTlhIn0.c2lnbmVk",
    "alt": "A brass lamp on a wooden table",
    "capability": "catalog:edit",
    "city": "Riga",
    "coupon": "SPRING10",
    "country": "LV",
    "currency": "EUR",
    "description": "Made by hand, in small numbers.",
    "email": "ann@example.com",
    "expiresIn": 900,
    "firstName": "Ann",
    "imageUrl": "https://shop.example/media/brass-lamp.webp",
    "lastName": "Lee",
    "name": "Brass lamp",
    "note": "Please ring twice.",
    "number": "SO-2026-000123",
    "onHand": 12,
    "page": 1,
    "pageSize": 20,
    "password": "correct horse battery staple",
    "phone": "+371 20000000",
    "pointer": "/email",
    "price": 599.99,
    "quantity": 2,
    "reason": "Counted again",
    "requestId": "0f8fad5bd9cb469fa16570867728950e",
    "sku": "LAMP-BRASS",
    "slug": "brass-lamp",
    "street": "Brivibas iela 1",
    "token": "tok_ok",
    "totalCount": 1,
    "url": "https://shop.example/media/brass-lamp.webp",
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
ALONE: dict[type, list[Any]] = {
    inspect.AnyType: [{}],
    inspect.BoolType: [True],
    inspect.DateTimeType: ["2026-03-14T09:26:53Z"],
    inspect.DateType: ["2026-03-14"],
    inspect.DecimalType: [599.99],
    inspect.NoneType: [None],
    inspect.RawType: [{}],
}


class NoExample(Exception):
    """Nothing believable fits this type: say Meta(examples=[…]), or give the route an example."""


def example_of(kind: Any, name: str = "") -> Any:
    """Return an example of the type, as JSON; `name` is that of the field it is for."""
    return _example(inspect.type_info(kind), name, 0)


def spelled_out(example: object) -> Any:
    """Return an example that a route declares as JSON."""
    return msgspec.json.decode(ENCODER.encode(example))


def _amount(value: object) -> object:
    if isinstance(value, Amount):
        return Decimal(value.text)
    raise NotImplementedError


ENCODER = msgspec.json.Encoder(decimal_format="number", enc_hook=_amount)


def _example(info: Any, name: str, depth: int) -> Any:
    if isinstance(info, inspect.Metadata):
        declared = (info.extra_json_schema or {}).get("examples")
        return declared[0] if declared else _example(info.type, name, depth)
    if isinstance(info, inspect.StructType):
        return {field.encode_name: _of_field(field, depth + 1) for field in info.fields}
    if isinstance(info, inspect.UnionType):
        return _of_union(info, name, depth)
    if isinstance(info, inspect.ListType | inspect.VarTupleType | inspect.SetType | inspect.FrozenSetType):
        return _of_list(info, name, depth)
    if isinstance(info, inspect.DictType):
        return {} if depth > DEEPEST else {"colour": _example(info.value_type, "colour", depth + 1)}
    return _single(info, name)


def _of_field(field: inspect.Field, depth: int) -> Any:
    """Prefer a default that says something, unless the name is a better teacher."""
    telling = field.default not in {None, ""} if isinstance(field.default, str | int) else False
    if telling and field.encode_name not in KNOWN:
        return msgspec.to_builtins(field.default)
    return _example(field.type, field.encode_name, depth)


def _of_union(info: inspect.UnionType, name: str, depth: int) -> Any:
    """Show what it can be rather than null, unless that would go on for ever."""
    others = [each for each in info.types if not isinstance(each, inspect.NoneType)]
    return None if not others or depth > DEEPEST else _example(others[0], name, depth)


def _of_list(info: Any, name: str, depth: int) -> list[Any]:
    least = info.min_length or 0
    singular = name.removesuffix("s")
    if depth > DEEPEST and not least:
        return []
    return [_example(info.item_type, singular, depth + 1)] * max(least, 1)


def _single(info: Any, name: str) -> Any:
    for value in _candidates(info, name):
        if _fits(value, info):
            return value
    raise NoExample(f"{name or info} has no believable example; declare one")


def _candidates(info: Any, name: str) -> Iterable[Any]:
    match info:
        case inspect.LiteralType():
            return info.values
        case inspect.EnumType():
            return [member.value for member in info.cls]
        case inspect.UUIDType():
            return [f"019a8f00-7c3a-7000-8000-{crc32(name.encode()):012x}"]
        case inspect.StrType():
            return _of_type(str, name, TEXTS)
        case inspect.IntType() | inspect.FloatType():
            return _of_type(int, name, [*NUMBERS, info.ge, info.le])
        case inspect.CustomType(cls=kind) if kind is Amount:
            return [599.99]
    return ALONE.get(type(info), [])


def _of_type(kind: type, name: str, others: Iterable[Any]) -> Iterator[Any]:
    if isinstance(KNOWN.get(name), kind):
        yield KNOWN[name]
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
