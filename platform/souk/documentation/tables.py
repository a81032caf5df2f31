"""The tables of a module: an entity diagram, and each table's columns, keys and indexes."""

import re
from collections.abc import Iterator

from sqlalchemy import CheckConstraint, Column, Index, Table, UniqueConstraint
from sqlalchemy.dialects import postgresql

from souk.documentation.markdown import code, diagram, section, table
from souk.modules import Module

DIALECT = postgresql.dialect()  # type: ignore[no-untyped-call]


def tables(module: Module) -> str:
    found = sorted(module.tables.tables.values(), key=lambda each: each.name)
    if not found:
        return ""
    return section(
        "Tables",
        f"In the schema {code(module.name)}, which no other module can reach.",
        diagram(_entities(found)),
        *(_table(each) for each in found),
    )


def _entities(found: list[Table]) -> Iterator[str]:
    yield "erDiagram"
    for each in found:
        yield f"    {each.name} {{"
        yield from (f"        {_entity_line(column)}" for column in each.columns)
        yield "    }"
    for each in found:
        keys = sorted(each.foreign_keys, key=lambda key: key.parent.name)
        for key in keys:
            many = "|o" if key.parent.unique or key.parent.primary_key else "}o"
            one = "o|" if key.parent.nullable else "||"
            yield f"    {each.name} {many}--{one} {key.column.table.name} : {key.parent.name}"


def _entity_line(column: Column[object]) -> str:
    kinds = [("PK", column.primary_key), ("FK", bool(column.foreign_keys)), ("UK", bool(column.unique))]
    keys = ", ".join(name for name, holds in kinds if holds)
    word = re.sub(r"[^\w\[\]]+", "_", _type(column)).strip("_")
    return f"{word} {column.name} {keys}".rstrip()


def _table(each: Table) -> str:
    columns = [
        (code(column.name), _type(column), "may be empty" if column.nullable else "", _role(column))
        for column in each.columns
    ]
    return section(
        code(each.fullname),
        table(("column", "type", "", "key"), columns),
        "\n".join(f"- {rule}" for rule in _rules(each)),
        level=3,
    )


def _rules(each: Table) -> Iterator[str]:
    """Indexes and constraints that span more than the columns' own lines can say."""
    for index in sorted(each.indexes, key=lambda index: index.name or ""):
        yield f"{'unique index' if index.unique else 'index'} {code(index.name or '')} on {_indexed(index)}"
    constraints = sorted(each.constraints, key=lambda constraint: str(constraint.name))
    for constraint in constraints:
        if isinstance(constraint, UniqueConstraint) and len(constraint.columns) > 1:
            yield f"unique together: {', '.join(code(column.name) for column in constraint.columns)}"
        if isinstance(constraint, CheckConstraint):
            yield f"always {code(str(constraint.sqltext))}"


def _indexed(index: Index) -> str:
    method = index.dialect_options["postgresql"]["using"]
    where = index.dialect_options["postgresql"]["where"]
    told = ", ".join(code(str(expression).rpartition(".")[2]) for expression in index.expressions)
    return (
        told
        + (f" ({method})" if method else "")
        + (f" where {code(str(where))}" if where is not None else "")
    )


def _role(column: Column[object]) -> str:
    roles = ["primary"] if column.primary_key else []
    roles += ["unique"] if column.unique else []
    roles += [f"refers to {code(key.column.table.name)}" for key in column.foreign_keys]
    return ", ".join(roles)


def _type(column: Column[object]) -> str:
    return str(column.type.compile(dialect=DIALECT)).lower()
