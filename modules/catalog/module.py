"""The wiring of catalog."""

from modules.catalog import permissions
from modules.catalog.add_category.endpoint import post_category
from modules.catalog.add_category.handler import add_category
from modules.catalog.add_product.endpoint import post_product
from modules.catalog.add_product.handler import add_product
from modules.catalog.audit_stock.handler import count_drift, stock_agrees
from modules.catalog.commit_reservation.handler import commit_reservation
from modules.catalog.contracts.events import (
    CategoryChanged,
    PriceChanged,
    ProductChanged,
    ProductPublished,
    ProductRetired,
    ReviewApproved,
    StockChanged,
    StockRanLow,
    StockRejected,
    StockReleased,
    StockReserved,
)
from modules.catalog.expire_reservations.job import ExpireReservations, expire_reservations
from modules.catalog.find_products.handler import find_products
from modules.catalog.hold_reservation.handler import hold_reservation
from modules.catalog.list_categories.endpoint import get_categories
from modules.catalog.list_categories.handler import list_categories
from modules.catalog.list_products.endpoint import get_products
from modules.catalog.list_products.handler import list_products
from modules.catalog.project_cards.subscriber import (
    show_category,
    show_changed,
    show_published,
    show_rating,
    show_retired,
    show_stock,
)
from modules.catalog.quote_variants.handler import quote_variants
from modules.catalog.rebuild_cards.handler import rebuild_cards
from modules.catalog.record_purchase.handler import record_purchase
from modules.catalog.release_reservation.handler import release_reservation
from modules.catalog.reserve_stock.handler import reserve_stock
from modules.catalog.return_stock.handler import return_stock
from modules.catalog.show_product.endpoint import get_product
from modules.catalog.show_product.handler import show_product
from modules.catalog.stock_news import tell
from modules.catalog.stock_shelves.handler import stock_shelves
from modules.catalog.suggest_products.endpoint import get_suggestions
from modules.catalog.suggest_products.handler import suggest_products
from modules.catalog.tables import metadata
from souk.modules import Module, Schedule, Site, does, handles, hears


def module(_: Site) -> Module:
    return Module(
        name="catalog",
        summary="What the shop sells: categories, products, their variants, and how many of each there are.",
        tables=metadata,
        routes=[post_category, get_categories, post_product, get_products, get_suggestions, get_product],
        handlers=[
            handles(add_category, capability=permissions.EDIT),
            handles(list_categories),
            handles(add_product, capability=permissions.EDIT),
            handles(list_products),
            handles(show_product),
            handles(find_products),
            handles(stock_shelves, capability=permissions.EDIT, seconds=30),
            handles(quote_variants),
            handles(count_drift),
            handles(reserve_stock, tell=tell),
            handles(hold_reservation),
            handles(commit_reservation, tell=tell),
            handles(release_reservation, tell=tell),
            handles(return_stock, tell=tell),
            handles(record_purchase),
            handles(suggest_products),
            handles(rebuild_cards, capability=permissions.EDIT, seconds=30),
        ],
        events=[
            CategoryChanged,
            PriceChanged,
            ProductChanged,
            ProductPublished,
            ProductRetired,
            ReviewApproved,
            StockChanged,
            StockRanLow,
            StockRejected,
            StockReleased,
            StockReserved,
        ],
        subscriptions=[
            hears(show_published),
            hears(show_changed),
            hears(show_retired),
            hears(show_stock),
            hears(show_rating),
            hears(show_category),
        ],
        jobs=[does(expire_reservations, tell=tell)],
        examinations=[stock_agrees],
        schedules=[Schedule(name="expire_reservations", cron="* * * * *", job=ExpireReservations())],
        permissions=permissions.CAPABILITIES,
    )
