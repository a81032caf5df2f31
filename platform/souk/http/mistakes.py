"""Lists every mistake in a request body at once, each with the place where it is; never what was sent."""

import re
from collections.abc import Iterator
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin

import msgspec

from souk.http.amounts import NumberText, read_amount
from souk.kernel import Value

AT = re.compile(r" - at .*?`\$([^`]*)`$")
STEP = re.compile(r"\.(\w+)|\[(\d+)\]", re.ASCII)
SAFE_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.]{0,63}", re.ASCII)
CODES = (
    ("amount", "invalid_amount"),
    ("missing required field", "missing"),
    ("unknown field", "unknown_field"),
    ("Expected", "wrong_type"),
    ("of length", "wrong_length"),
)
MOST = 50


class Mistake(Value):
    """One bad field: where (a JSON pointer), what kind (a stable code), and a sentence."""

    pointer: str
    code: str
    detail: str


def mistakes_in(value: Any, kind: Any) -> list[Mistake]:
    """Return what is wrong with a decoded body, at most the first fifty."""
    return [mistake for mistake, _ in zip(_search(value, kind, ""), range(MOST), strict=False)]


def _search(value: Any, kind: Any, pointer: str) -> Iterator[Mistake]:
    bare, limits = _bare(kind)
    if isinstance(bare, type) and issubclass(bare, msgspec.Struct) and isinstance(value, dict):
        yield from _in_struct(value, bare, pointer)
    elif _is_list(bare) and isinstance(value, list):
        yield from _alone([None] * len(value), Annotated[(list[None], *limits)] if limits else list, pointer)
        for number, item in enumerate(value):
            yield from _search(item, get_args(bare)[0], f"{pointer}/{number}")
    else:
        yield from _alone(value, kind, pointer)


def _bare(kind: Any) -> tuple[Any, tuple[Any, ...]]:
    """Return the type without what is said about it, and what is said: `Annotated[X | None, …]` is X."""
    limits: tuple[Any, ...] = ()
    if get_origin(kind) is Annotated:
        limits = kind.__metadata__
        kind = get_args(kind)[0]
    if get_origin(kind) in {Union, UnionType}:
        others = [each for each in get_args(kind) if each is not NoneType]
        if len(others) == 1:
            inner, further = _bare(others[0])
            return inner, (*limits, *further)
    return kind, limits


def _is_list(kind: Any) -> bool:
    arguments = get_args(kind)
    return get_origin(kind) is list or (get_origin(kind) is tuple and arguments[1:] == (...,))


def _in_struct(value: dict[str, Any], kind: type[msgspec.Struct], pointer: str) -> Iterator[Mistake]:
    fields = {field.encode_name: field for field in msgspec.structs.fields(kind)}
    for name, field in fields.items():
        if name in value:
            yield from _search(value[name], field.type, f"{pointer}/{name}")
        elif field.required:
            yield Mistake(pointer=f"{pointer}/{name}", code="missing", detail="This field is required.")
    if kind.__struct_config__.forbid_unknown_fields:
        for name in value.keys() - fields.keys():
            place = f"{pointer}/{name}" if SAFE_NAME.fullmatch(name) else pointer
            yield Mistake(pointer=place, code="unknown_field", detail="There is no such field.")


def _alone(value: Any, kind: Any, pointer: str) -> Iterator[Mistake]:
    """Fractions come as text, for the sake of amounts; what is no amount wants them as numbers."""
    if _objection(value, kind):
        error = _objection(_with_floats(value), kind)
        yield from [described(error, pointer)] if error else ()


def _objection(value: Any, kind: Any) -> msgspec.ValidationError | None:
    try:
        msgspec.convert(value, kind, dec_hook=read_amount)
    except msgspec.ValidationError as error:
        return error
    return None


def _with_floats(value: Any) -> Any:
    if isinstance(value, NumberText):
        return float(value)
    if isinstance(value, list):
        return [_with_floats(item) for item in value]
    if isinstance(value, dict):
        return {name: _with_floats(item) for name, item in value.items()}
    return value


def described(error: msgspec.ValidationError, pointer: str) -> Mistake:
    """Translate msgspec's sentence and the place it names below `pointer`; nothing of the input is echoed."""
    text = str(error)
    place = AT.search(text)
    if place:
        text = text[: place.start()]
        pointer += "".join(f"/{field or index}" for field, index in STEP.findall(place[1]))
    if "Invalid enum value" in text:
        return Mistake(pointer=pointer, code="not_allowed", detail="This is not one of the allowed values.")
    if "matching regex" in text:
        return Mistake(pointer=pointer, code="wrong_form", detail="This does not have the expected form.")
    code = next((code for words, code in CODES if words in text), "invalid")
    if " >= " in text or " <= " in text:
        code = "wrong_length" if "length" in text else "out_of_range"
    return Mistake(pointer=pointer, code=code, detail=text.replace("`", ""))
