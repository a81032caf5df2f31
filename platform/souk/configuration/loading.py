"""Reads settings: defaults, then files, then the environment, then the command line; all mistakes at once."""

import os
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from souk.configuration.general import GeneralSettings
from souk.configuration.sections import Section
from souk.kernel.values import Value

S = TypeVar("S", bound=Section)

PREFIX = "SOUK_"
NOT_SETTINGS = ("SOUK_DATA_DIR", "SOUK_CONFIG", "SOUK_TEST_")


class BadSettings(Exception):
    """The settings do not make sense; `problems` lists every mistake, none of the values."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = list(problems)


class Setting(Value):
    """One setting as `souk config` shows it."""

    name: str
    variable: str
    value: str
    source: str
    description: str


class Configuration:
    """All sections, typed: `configuration[WebSettings].port`."""

    def __init__(self, sections: Mapping[type[Section], Section], sources: Mapping[str, str]) -> None:
        self._sections = dict(sections)
        self._sources = dict(sources)

    def __getitem__(self, section: type[S]) -> S:
        found = self._sections[section]
        if not isinstance(found, section):  # the mapping is built so; this tells the type checker
            raise TypeError(section)
        return found

    def settings(self) -> list[Setting]:
        """Every setting with its source; secrets are hidden."""
        return [setting for section in self._sections.values() for setting in self._shown(section)]

    def _shown(self, section: Section) -> Iterable[Setting]:
        for field in _fields(type(section)):
            name = _name(type(section), field.name)
            meta = field.type if isinstance(field.type, msgspec.inspect.Metadata) else None
            extra = (meta.extra or {}) if meta else {}
            value = getattr(section, field.name)
            hidden = "(set)" if value else "(empty)"
            yield Setting(
                name=name,
                variable=_variable(name),
                value=hidden if extra.get("secret") else _written(value),
                source=self._sources.get(name, "default"),
                description=_meaning(field),
            )


def load(
    sections: Iterable[type[Section]],
    *,
    files: Iterable[Path] = (),
    environment: Mapping[str, str] | None = None,
    overrides: Mapping[str, object] | None = None,
) -> Configuration:
    """Build the configuration or raise BadSettings with all that is wrong."""
    kinds = list(sections)
    known = {_name(kind, field.name) for kind in kinds for field in _fields(kind)}
    given: dict[str, tuple[object, str]] = {}
    problems: list[str] = []
    for path in files:
        _take_file(path, given, known, problems)
    _take_environment(os.environ if environment is None else environment, given, known, problems)
    given |= {name: (value, "command line") for name, value in (overrides or {}).items()}
    built = {kind: _build(kind, given, problems) for kind in kinds}
    if not problems:
        problems += _unsafe(built)
    if problems:
        raise BadSettings(problems)
    sources = {name: source for name, (_, source) in given.items()}
    return Configuration({kind: value for kind, value in built.items() if value is not None}, sources)


def _unsafe(built: Mapping[type[Section], Section | None]) -> list[str]:
    general = built.get(GeneralSettings)
    if not isinstance(general, GeneralSettings) or general.environment != "production":
        return []
    found = [problem for section in built.values() if section is not None for problem in section.unsafe()]
    return [f"not safe for production: {problem}" for problem in found]


def _take_file(
    path: Path, given: dict[str, tuple[object, str]], known: set[str], problems: list[str]
) -> None:
    if not path.is_file():
        return
    try:
        content = tomllib.loads(path.read_text())
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as mistake:
        problems.append(f"{path.name}: {mistake}")
        return
    for key, value in content.items():
        entries = (
            {f"{key}.{inner}": item for inner, item in value.items()}
            if isinstance(value, dict)
            else {key: value}
        )
        for name, item in entries.items():
            if name in known:
                given[name] = (item, path.name)
            else:
                problems.append(f"{path.name}: there is no setting {name}")


def _take_environment(
    environment: Mapping[str, str], given: dict[str, tuple[object, str]], known: set[str], problems: list[str]
) -> None:
    variables = {_variable(name): name for name in known}
    for variable, text in environment.items():
        if variable in variables:
            given[variables[variable]] = (text, variable)
        elif variable.startswith(PREFIX) and not variable.startswith(NOT_SETTINGS):
            problems.append(f"{variable}: there is no such setting")


def _build(
    kind: type[Section], given: Mapping[str, tuple[object, str]], problems: list[str]
) -> Section | None:
    values: dict[str, Any] = {}
    for field in _fields(kind):
        name = _name(kind, field.name)
        if name not in given:
            continue
        value, source = given[name]
        try:
            values[field.name] = _convert(value, kind.__annotations__[field.name])
        except (msgspec.ValidationError, ValueError) as mistake:
            problems.append(f"{name} (from {source}): {mistake}. What it is for: {_meaning(field)}")
    try:
        return kind(**values)
    except TypeError as mistake:
        problems.append(f"[{kind.section}]: {mistake}")
        return None


def _convert(value: object, kind: Any) -> Any:
    """Texts from the environment are read leniently: 8000, true, a,b,c."""
    info = msgspec.inspect.type_info(kind)
    if isinstance(info, msgspec.inspect.Metadata):
        info = info.type
    if isinstance(value, str) and isinstance(info, msgspec.inspect.VarTupleType):
        value = [part.strip() for part in value.split(",") if part.strip()]
    return msgspec.convert(value, kind, strict=not isinstance(value, str))


def _written(value: object) -> str:
    """Return the text that the environment would hold for it."""
    if isinstance(value, tuple):
        return ",".join(map(str, value))
    return str(value).lower() if isinstance(value, bool) else str(value)


def _meaning(field: msgspec.inspect.Field) -> str:
    schema = field.type.extra_json_schema if isinstance(field.type, msgspec.inspect.Metadata) else None
    return str((schema or {}).get("description", ""))


def _fields(kind: type[Section]) -> tuple[msgspec.inspect.Field, ...]:
    info = msgspec.inspect.type_info(kind)
    if not isinstance(info, msgspec.inspect.StructType):
        raise TypeError(kind)
    return info.fields


def _name(kind: type[Section], field: str) -> str:
    return f"{kind.section}.{field}" if kind.section else field


def _variable(name: str) -> str:
    return PREFIX + name.replace(".", "_").upper()
