"""A schema as a table of its fields, for people."""

from collections.abc import Iterator, Mapping
from typing import Any

from souk.openapi.pages.markup import Markup, tag, together, with_code
from souk.openapi.schemas import REFERENCE

Schema = Mapping[str, Any]

LIMITS = {
    "minLength": "at least {} characters",
    "maxLength": "at most {} characters",
    "minimum": "at least {}",
    "maximum": "at most {}",
    "exclusiveMinimum": "more than {}",
    "exclusiveMaximum": "less than {}",
    "minItems": "at least {} of them",
    "maxItems": "at most {} of them",
    "pattern": "matches {}",
}
DEEPEST = 4


def field_table(schema: Schema, components: Schema) -> Markup:
    rows = [_row(*found) for found in _fields(schema, components, "", 0)]
    return tag("table", tag("tbody", *rows), class_="fields") if rows else Markup("")


def parameter_table(parameters: list[Schema]) -> Markup:
    rows = [
        _row(each["name"], each["schema"], required=each["required"], extra=f"in the {each['in']}")
        for each in parameters
    ]
    return tag("table", tag("tbody", *rows), class_="fields")


def kind_of(schema: Schema) -> str:
    """Say in a few words what kind of value it is."""
    if "$ref" in schema:
        return str(schema["$ref"]).removeprefix(REFERENCE).rpartition(".")[2]
    if "anyOf" in schema:
        return " or ".join(dict.fromkeys(kind_of(each) for each in schema["anyOf"]))
    if "enum" in schema:
        return " | ".join(str(each) for each in schema["enum"])
    if schema.get("type") == "array":
        return f"list of {kind_of(schema.get('items', {}))}"
    return str(schema.get("format") or schema.get("type") or "anything")


def _fields(
    schema: Schema, components: Schema, prefix: str, depth: int
) -> Iterator[tuple[str, Schema, bool]]:
    """Walk through the fields, those of structs inside after their parent."""
    bare = _resolved(schema, components)
    required = bare.get("required", [])
    for name, inner in bare.get("properties", {}).items():
        yield f"{prefix}{name}", inner, name in required
        if depth < DEEPEST:
            yield from _below(inner, components, f"{prefix}{name}", depth)


def _below(schema: Schema, components: Schema, name: str, depth: int) -> Iterator[tuple[str, Schema, bool]]:
    if schema.get("type") == "array":
        yield from _below(schema.get("items", {}), components, f"{name}[]", depth)
        return
    for each in schema.get("anyOf", [schema]):
        yield from _fields(each, components, f"{name}.", depth + 1)


def _resolved(schema: Schema, components: Schema) -> Schema:
    if "$ref" not in schema:
        return schema
    found: Schema = components[schema["$ref"].removeprefix(REFERENCE)]
    return found


def _row(name: str, schema: Schema, required: bool, extra: str = "") -> Markup:
    notes = [*_limits(schema), *_default(schema), *([extra] if extra else [])]
    description = schema.get("description", "")
    return tag(
        "tr",
        tag("td", tag("code", name), tag("b", " *") if required else ""),
        tag("td", kind_of(schema), class_="kind"),
        tag(
            "td",
            together([with_code(description), " " if description else "", tag("small", ", ".join(notes))]),
        ),
    )


def _default(schema: Schema) -> list[str]:
    default = schema.get("default")
    return [f"default {default}"] if isinstance(default, str | int) and default != "" else []


def _limits(schema: Schema) -> list[str]:
    parts = [schema, *schema.get("anyOf", ())]
    words = (words.format(part[key]) for part in parts for key, words in LIMITS.items() if key in part)
    return list(dict.fromkeys(words))
