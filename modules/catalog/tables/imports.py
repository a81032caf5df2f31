"""Imports: the file, its parts, and what was wrong with which line."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    DateTime,
    ForeignKey,
    Identity,
    Integer,
    LargeBinary,
    String,
    Table,
    Uuid,
)

from modules.catalog.domain.product_import import FileKind, ImportState, ProductImport
from modules.catalog.tables.schema import mapping, metadata
from souk.database.columns import TextEnum

imports = Table(
    "product_import",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("kind", TextEnum(FileKind), nullable=False),
    Column("dry_run", Boolean, nullable=False),
    Column("started_by", Uuid),
    Column("started_at", DateTime(timezone=True), nullable=False),
    Column("state", TextEnum(ImportState), nullable=False),
    Column("part", Integer, nullable=False),
    Column("rows", Integer, nullable=False),
    Column("rows_done", Integer, nullable=False),
    Column("rows_bad", Integer, nullable=False),
    Column("products_added", Integer, nullable=False),
    Column("products_changed", Integer, nullable=False),
    Column("reason", String, nullable=False),
    Column("finished_at", DateTime(timezone=True)),
)

import_parts = Table(
    "import_part",
    metadata,
    Column("import_id", Uuid, ForeignKey("catalog.product_import.id"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("content", LargeBinary, nullable=False),
)

import_problems = Table(
    "import_problem",
    metadata,
    Column("id", BigInteger, Identity(always=True), primary_key=True),
    Column("import_id", Uuid, ForeignKey("catalog.product_import.id"), nullable=False, index=True),
    Column("line", Integer, nullable=False),
    Column("column", String, nullable=False),
    Column("reason", String, nullable=False),
)

mapping.map_imperatively(ProductImport, imports)
