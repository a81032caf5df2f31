"""One row of an import: a variant, with what is said about its product; read, or refused with its reasons."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Annotated, Any

import msgspec
from msgspec import Meta, field

from modules.catalog.domain.attributes import MOST, Attribute, AttributeName, ChoiceAttribute
from modules.catalog.domain.media import Address, Picture
from modules.catalog.domain.new_product import NewProduct, NewVariant
from modules.catalog.domain.product import Description, ProductName
from modules.catalog.domain.slugs import Slug
from modules.catalog.domain.stock import Quantity
from modules.catalog.domain.variant import Options, Sku, WeightGrams
from souk.kernel import Currency, InvalidAmount, Money, Value

OPTION = "option."
ATTRIBUTE = "attribute."
FAMILIES = {OPTION: "options", ATTRIBUTE: "attributes"}
FORMULA = ("=", "+", "-", "@", "\t", "\r")


Attributes = Annotated[
    dict[AttributeName, Annotated[str, Meta(min_length=1, max_length=100)]], Meta(max_length=MOST)
]


class RowProblem(Value):
    """What is wrong, in which line (the first one below the heading is 2) and column."""

    line: int
    column: str
    reason: str


class ImportRow(Value, forbid_unknown_fields=True):
    """The columns of a file. Rows with the same slug, one below the other, are variants of one product."""

    slug: Slug
    name: ProductName
    category: Slug
    sku: Sku
    price: Annotated[str, Meta(max_length=40)]
    currency: Currency
    description: Description = ""
    on_hand: Quantity = 0
    low_stock_threshold: Quantity = 0
    weight_grams: WeightGrams = 0
    image_url: Address | None = None
    options: Options = field(default_factory=dict[str, str])
    attributes: Attributes = field(default_factory=dict[str, str])

    @property
    def variant(self) -> NewVariant:
        return NewVariant(
            sku=self.sku,
            price=_amount(self.price, self.currency),
            options=self.options,
            weight_grams=self.weight_grams,
            on_hand=self.on_hand,
            low_threshold=self.low_stock_threshold,
        )


@dataclass(frozen=True, kw_only=True)
class NumberedRow:
    """A row as it stands in the file, and its line there."""

    line: int
    cells: dict[str, Any]


COLUMNS = {
    "slug": "slug",
    "name": "name",
    "category": "category",
    "sku": "sku",
    "price": "price",
    "currency": "currency",
    "description": "description",
    "onHand": "on_hand",
    "lowStockThreshold": "low_stock_threshold",
    "weightGrams": "weight_grams",
    "imageUrl": "image_url",
}


def read_row(row: NumberedRow) -> ImportRow | list[RowProblem]:
    """Read the cells; every column that is wrong is named, not only the first."""
    values, problems = _sorted_out(row)
    read = _as_a_whole(row, values)
    if isinstance(read, ImportRow):
        return problems or read
    wrong = [(column, _wrong(name, values)) for column, name in COLUMNS.items()]
    by_column = [
        RowProblem(line=row.line, column=column, reason=reason) for column, reason in wrong if reason
    ]
    return [*problems, *(by_column or [read])]


def product_of(rows: list[ImportRow]) -> NewProduct:
    """Put the rows of one slug together; what is said about the product is said in the first."""
    first = rows[0]
    attributes: list[Attribute] = [
        ChoiceAttribute(name=name, value=value) for name, value in first.attributes.items()
    ]
    return NewProduct(
        name=first.name,
        category=first.category,
        slug=first.slug,
        description=first.description,
        attributes=tuple(attributes),
        media=(Picture(address=first.image_url, alt=first.name[:300]),) if first.image_url else (),
        variants=tuple(row.variant for row in rows),
    )


def escaped(cell: str) -> str:
    """Keep a spreadsheet from running what a cell says: a formula becomes a text."""
    return f"'{cell}" if cell.startswith(FORMULA) else cell


def unescaped(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(FORMULA) else cell


def _apart(cell: str) -> dict[str, str]:
    """`colour=red; size=42`, as an export writes it."""
    pairs = (pair.partition("=") for pair in cell.split(";") if pair.strip())
    return {name.strip(): value.strip() for name, _, value in pairs}


FIELDS = {each.name: each for each in msgspec.structs.fields(ImportRow)}


def _sorted_out(row: NumberedRow) -> tuple[dict[str, Any], list[RowProblem]]:
    """Empty cells say nothing."""
    values: dict[str, Any] = {"options": {}, "attributes": {}}
    problems: list[RowProblem] = []
    for column, cell in row.cells.items():
        said = (unescaped(cell) if isinstance(cell, str) else str(cell)).strip()
        if not said:
            continue
        place, member = _place_of(column)
        if not place:
            problems.append(RowProblem(line=row.line, column=column.strip()[:100], reason="unknown column"))
        elif member is not None:
            values[place][member] = said
        elif place in FAMILIES.values():
            values[place] |= _apart(said)
        else:
            values[place] = said
    return values, problems


@lru_cache(maxsize=256)
def _place_of(column: str) -> tuple[str, str | None]:
    """Return what a column is about, and which member of it if it is one; nothing if we do not know it."""
    name = column.strip()
    for prefix, place in FAMILIES.items():
        if name.startswith(prefix):
            return place, name.removeprefix(prefix)
    return (name if name in FAMILIES.values() else COLUMNS.get(name, "")), None


def _as_a_whole(row: NumberedRow, values: Mapping[str, Any]) -> ImportRow | RowProblem:
    """Most rows are right: that is found out at once, and only what is wrong is looked at cell by cell."""
    try:
        read = msgspec.convert(values, ImportRow, strict=False)
        _amount(read.price, read.currency)
    except InvalidAmount as error:
        return RowProblem(line=row.line, column="price", reason=str(error))
    except msgspec.ValidationError as error:
        return RowProblem(line=row.line, column="", reason=str(error))
    return read


@lru_cache(maxsize=1024)
def _amount(price: str, currency: str) -> Money:
    """Whether it is one is looked at first, what it is worth soon after."""
    return Money.parse(price, currency)


def _wrong(name: str, values: Mapping[str, Any]) -> str:
    if name not in values:
        return "missing" if FIELDS[name].required else ""
    try:
        msgspec.convert(values[name], FIELDS[name].type, strict=False)
    except msgspec.ValidationError as error:
        return str(error).partition(" - at ")[0]
    return ""
