"""JSON Schemas of everything that goes over the wire."""

from collections.abc import Iterable, Mapping
from typing import Any, get_args

import msgspec

from souk.http.amounts import Amount
from souk.http.bodies import Shown
from souk.openapi.names import name_of, named_types, names_of

REFERENCE = "#/components/schemas/"
Schema = dict[str, Any]

AMOUNT: Schema = {
    "description": "An amount in major units: a number, or a string of plain digits, such as 599.99",
    "anyOf": [{"type": "number"}, {"type": "string", "pattern": r"^(0|[1-9][0-9]{0,17})(\.[0-9]{1,4})?$"}],
}
MONEY: Schema = {
    "description": "An amount in major units, with exactly the decimals of its currency",
    "type": "number",
}
DECIMAL = {"type": "string", "format": "decimal"}  # what msgspec says of a Decimal; we write it as a number


class Schemas:
    """The schemas of some types, and of all types inside them."""

    def __init__(self, types: Iterable[Any]) -> None:
        wanted = list(dict.fromkeys(types))
        classes = named_types(wanted)
        names = names_of(classes)
        schemas, components = msgspec.json.schema_components(
            [*wanted, *classes], schema_hook=_hook, ref_template="{name}"
        )
        given = [schema["$ref"] for schema in schemas[len(wanted) :]]
        stable = {theirs: names[kind] for theirs, kind in zip(given, classes, strict=True)}
        self._schemas = {
            kind: _settled(schema, stable) for kind, schema in zip(wanted, schemas, strict=False)
        }
        self.components = {stable[name]: _settled(schema, stable) for name, schema in components.items()}
        for kind in classes:
            _finish(self.components[names[kind]], kind)

    def of(self, kind: Any) -> Schema:
        """Return the schema to put where that type stands: mostly a reference."""
        found: Schema = self._schemas[kind]
        return found

    def properties(self, kind: type[msgspec.Struct]) -> dict[str, Schema]:
        """Return the schemas of a struct's fields, by the names that they have outside."""
        found: dict[str, Schema] = self.components[name_of(kind)]["properties"]
        return found


def _hook(kind: type) -> Schema:
    if kind is Amount:
        return AMOUNT
    raise NotImplementedError


def _settled(part: Any, stable: Mapping[str, str]) -> Any:
    """Put our names in, and say of amounts what they are."""
    if part == DECIMAL:
        return MONEY
    if isinstance(part, dict):
        return {key: _named(key, value, stable) for key, value in part.items()}
    return [_settled(each, stable) for each in part] if isinstance(part, list | tuple) else part


def _named(key: str, value: Any, stable: Mapping[str, str]) -> Any:
    if key == "$ref":
        return REFERENCE + stable[value]
    if key == "discriminator":
        mapping = {tag: REFERENCE + stable[name] for tag, name in value["mapping"].items()}
        return {**value, "mapping": mapping}
    return _settled(value, stable)


def _finish(schema: Schema, kind: Any) -> None:
    """An answer has all of its fields, whether they have a default or not; but those that may be unset."""
    origin = getattr(kind, "__origin__", kind)
    if isinstance(origin, type) and issubclass(origin, Shown):
        fields = msgspec.structs.fields(origin)
        optional = {each.encode_name for each in fields if msgspec.UnsetType in get_args(each.type)}
        schema["required"] = [name for name in schema["properties"] if name not in optional]
        for each in schema["properties"].values():
            each.pop("default", None)
    if not schema.get("required", True):
        del schema["required"]
