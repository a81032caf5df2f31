"""Applies rows of an import: what is new is added, what is there is changed, what is wrong is told."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from uuid import UUID

from sqlalchemy import select

from modules.catalog.domain.import_changes import PriceChange, change_by
from modules.catalog.domain.import_repeats import said_again
from modules.catalog.domain.import_rows import ImportRow, NumberedRow, RowProblem, product_of, read_row
from modules.catalog.domain.import_work import Fresh, Revised
from modules.catalog.domain.new_product import check_new
from modules.catalog.domain.product import Product
from modules.catalog.tables.goods import categories, products, variants
from modules.catalog.tables.import_reading import there_already
from modules.catalog.tables.import_writing import write_products
from souk.database import Transaction
from souk.database.columns import any_of
from souk.kernel import Refusal

Group = list[tuple[int, ImportRow]]


@dataclass(kw_only=True)
class Applied:
    """What came of a part."""

    problems: list[RowProblem] = field(default_factory=list[RowProblem])
    fresh: dict[str, Fresh] = field(default_factory=dict[str, Fresh])
    revised: dict[str, Revised] = field(default_factory=dict[str, Revised])
    """Both by slug."""
    prices: list[PriceChange] = field(default_factory=list[PriceChange])


@dataclass(frozen=True, kw_only=True)
class Shop:
    """What is there already, as far as the rows name it."""

    categories: Mapping[str, UUID]
    products: Mapping[str, Product]
    owners: dict[str, str]
    """The slug of the product that has each SKU."""


async def apply_rows(tx: Transaction, rows: Iterable[NumberedRow], *, dry_run: bool) -> Applied:
    applied = Applied()
    read = _read(rows, applied.problems)
    shop = await _shop(tx, [row for _, row in read])
    for slug, lines in groupby(read, key=lambda line: line[1].slug):
        group = _fitting(list(lines), shop, applied.problems)
        if not group:
            continue
        try:
            _apply(tx, slug, group, shop, applied)
        except Refusal as refusal:
            applied.problems.append(RowProblem(line=group[0][0], column="", reason=refusal.detail))
    if not dry_run:
        await write_products(tx, applied.fresh.values(), applied.revised.values())
    return applied


def _apply(tx: Transaction, slug: str, group: Group, shop: Shop, applied: Applied) -> None:
    new = product_of([row for _, row in group])
    category_id = shop.categories[new.category]
    there = shop.products.get(slug)
    if there is None:
        before = applied.fresh.get(slug)
        said = new if before is None else said_again(before.new, new)
        check_new(said)
        id = tx.new_id() if before is None else before.id
        applied.fresh[slug] = Fresh(id=id, slug=slug, category_id=category_id, new=said)
        return
    changes = change_by(there, new, category_id=category_id, next_id=tx.new_id, at=tx.now)
    if changes.any:
        applied.revised.setdefault(slug, Revised(product=there)).heard(new, changes)
        applied.prices += changes.prices


def _read(rows: Iterable[NumberedRow], problems: list[RowProblem]) -> Group:
    found: Group = []
    for numbered in rows:
        row = read_row(numbered)
        if isinstance(row, ImportRow):
            found.append((numbered.line, row))
        else:
            problems += row
    return found


def _fitting(group: Group, shop: Shop, problems: list[RowProblem]) -> Group:
    """Leave out the rows that name what is not there, or what belongs to another product."""
    fitting: Group = []
    skus: set[str] = set()
    for line, row in group:
        if row.category not in shop.categories:
            problems.append(RowProblem(line=line, column="category", reason="there is no such category"))
        elif shop.owners.setdefault(row.sku, row.slug) != row.slug:
            problems.append(RowProblem(line=line, column="sku", reason="another product has this SKU"))
        elif row.sku in skus:
            problems.append(RowProblem(line=line, column="sku", reason="a row above has this SKU"))
        else:
            skus.add(row.sku)
            fitting.append((line, row))
    return fitting


async def _shop(tx: Transaction, rows: Sequence[ImportRow]) -> Shop:
    slugs = {row.slug for row in rows}
    named = select(categories.c.slug, categories.c.id).where(
        categories.c.slug == any_of({row.category for row in rows})
    )
    owned = (
        select(variants.c.sku, products.c.slug)
        .join(products, products.c.id == variants.c.product_id)
        .where(variants.c.sku == any_of({row.sku for row in rows}))
    )
    return Shop(
        categories={row.slug: row.id for row in await tx.execute(named)},
        products=await there_already(tx, slugs),
        owners={row.sku: row.slug for row in await tx.execute(owned)},
    )
