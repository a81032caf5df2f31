"""The wiring of catalog."""

from uuid import UUID

from modules.catalog import permissions
from modules.catalog.add_category.endpoint import post_category
from modules.catalog.add_category.handler import add_category
from modules.catalog.add_picture.endpoint import post_picture
from modules.catalog.add_picture.handler import add_picture
from modules.catalog.add_product.endpoint import post_product
from modules.catalog.add_product.handler import add_product
from modules.catalog.add_variant.endpoint import post_variant
from modules.catalog.add_variant.handler import add_variant
from modules.catalog.adjust_stock.endpoint import post_adjustment
from modules.catalog.adjust_stock.handler import adjust_stock
from modules.catalog.approve_review.endpoint import post_review_approved
from modules.catalog.approve_review.handler import approve_review
from modules.catalog.audit_stock.handler import count_drift, stock_agrees
from modules.catalog.browse_categories.endpoint import get_all_categories
from modules.catalog.browse_categories.handler import browse_categories
from modules.catalog.browse_products.endpoint import get_all_products
from modules.catalog.browse_products.handler import browse_products
from modules.catalog.browse_reviews.endpoint import get_all_reviews
from modules.catalog.browse_reviews.handler import browse_reviews
from modules.catalog.change_category.endpoint import patch_category
from modules.catalog.change_category.handler import change_category
from modules.catalog.change_product.endpoint import patch_product
from modules.catalog.change_product.handler import change_product
from modules.catalog.change_variant.endpoint import patch_variant
from modules.catalog.change_variant.handler import change_variant
from modules.catalog.commit_reservation.handler import commit_reservation
from modules.catalog.contracts import events
from modules.catalog.expire_reservations.job import ExpireReservations, expire_reservations
from modules.catalog.export_products.endpoint import get_products_csv
from modules.catalog.export_products.handler import export_products
from modules.catalog.find_products.handler import find_products
from modules.catalog.forget_author.subscriber import forget_author
from modules.catalog.hold_reservation.handler import hold_reservation, hold_together
from modules.catalog.inspect_product.endpoint import get_product_sheet
from modules.catalog.inspect_product.handler import inspect_product
from modules.catalog.list_categories.endpoint import get_categories
from modules.catalog.list_categories.handler import list_categories
from modules.catalog.list_low_stock.endpoint import get_low_stock
from modules.catalog.list_low_stock.handler import list_low_stock
from modules.catalog.list_products.endpoint import get_products
from modules.catalog.list_products.handler import list_products
from modules.catalog.list_reviews.endpoint import get_reviews
from modules.catalog.list_reviews.handler import list_reviews
from modules.catalog.list_stock.endpoint import get_stock
from modules.catalog.list_stock.handler import list_stock
from modules.catalog.mail_low_stock.handler import describe_shortage
from modules.catalog.mail_low_stock.subscriber import mail_low_stock
from modules.catalog.mails_declared import MAILS
from modules.catalog.personal_data import reviews_and_purchases_of
from modules.catalog.project_cards.subscriber import (
    show_changed,
    show_published,
    show_rating,
    show_recategorised,
    show_retired,
    show_stock,
)
from modules.catalog.quote_variants.handler import quote_variants
from modules.catalog.rebuild_cards.handler import rebuild_cards
from modules.catalog.record_purchase.handler import record_purchase
from modules.catalog.recount_cards.handler import recount_cards
from modules.catalog.reject_review.endpoint import post_review_rejected
from modules.catalog.reject_review.handler import reject_review
from modules.catalog.release_reservation.handler import release_reservation
from modules.catalog.remove_category.endpoint import delete_category
from modules.catalog.remove_category.handler import remove_category
from modules.catalog.remove_picture.endpoint import delete_picture
from modules.catalog.remove_picture.handler import remove_picture
from modules.catalog.report_low_stock.job import ReportLowStock, report_low_stock
from modules.catalog.reserve_stock.handler import reserve_stock, reserve_together
from modules.catalog.retire_product.endpoint import delete_product
from modules.catalog.retire_product.handler import retire_product
from modules.catalog.retire_variant.endpoint import delete_variant
from modules.catalog.retire_variant.handler import retire_variant
from modules.catalog.return_stock.handler import return_stock
from modules.catalog.run_import.job import RunImport, run_import
from modules.catalog.show_category.endpoint import get_category
from modules.catalog.show_category.handler import show_category
from modules.catalog.show_import.endpoint import get_import
from modules.catalog.show_import.handler import show_import
from modules.catalog.show_product.endpoint import get_product
from modules.catalog.show_product.handler import show_product
from modules.catalog.show_shortage.subscriber import StockLow, show_shortage
from modules.catalog.start_import.endpoint import post_import
from modules.catalog.start_import.handler import start_import
from modules.catalog.stock_news import tell
from modules.catalog.stock_shelves.handler import stock_shelves
from modules.catalog.suggest_products.endpoint import get_suggestions
from modules.catalog.suggest_products.handler import suggest_products
from modules.catalog.tables import metadata
from modules.catalog.write_review.endpoint import post_review
from modules.catalog.write_review.handler import write_review
from souk.configuration import GeneralSettings
from souk.messages import Job
from souk.modules import Handling, Module, Schedule, Site, does, handles, hears, hears_batch, shows

STOREFRONT = [
    get_categories,
    get_category,
    get_products,
    get_suggestions,
    get_product,
    get_reviews,
    post_review,
]
BACK_OFFICE = [
    get_all_categories,
    post_category,
    patch_category,
    delete_category,
    get_all_products,
    post_product,
    get_product_sheet,
    patch_product,
    delete_product,
    post_variant,
    patch_variant,
    delete_variant,
    post_picture,
    delete_picture,
    post_import,
    get_import,
    get_products_csv,
    get_stock,
    get_low_stock,
    post_adjustment,
    get_all_reviews,
    post_review_approved,
    post_review_rejected,
]


def module(site: Site) -> Module:
    return Module(
        name="catalog",
        summary="What the shop sells: categories, products, their variants, and how many of each there are.",
        tables=metadata,
        routes=[*STOREFRONT, *BACK_OFFICE],
        handlers=[*_for_visitors(site), *_for_editors(), *_for_the_warehouse(), *_for_other_modules()],
        events=events.PUBLISHED,
        tells_outside=[events.PriceChanged, events.ProductPublished, events.StockRanLow],
        mails=MAILS,
        subscriptions=[
            hears(mail_low_stock),
            hears_batch(show_published, batch=500, replayable=True),
            hears_batch(show_changed, batch=500, replayable=True),
            hears_batch(show_retired, batch=500, replayable=True),
            hears_batch(show_stock, batch=500, replayable=True),
            hears_batch(show_rating, batch=500, replayable=True),
            hears(show_recategorised, seconds=60, replayable=True),
            hears(forget_author),
        ],
        lives=shows(show_shortage, of=[events.StockRanLow], kinds=[StockLow]),
        jobs=[
            does(expire_reservations, tell=tell),
            does(report_low_stock),
            does(run_import, queue="imports", seconds=120),
        ],
        schedules=[
            Schedule(name="expire_reservations", cron="* * * * *", job=ExpireReservations()),
            Schedule(name="report_low_stock", cron="0 6 * * *", job=ReportLowStock(), missed="catch_up"),
        ],
        examinations=[stock_agrees],
        permissions=permissions.CAPABILITIES,
        exports=[reviews_and_purchases_of],
    )


def _for_visitors(site: Site) -> list[Handling]:
    return [
        handles(list_categories),
        handles(show_category),
        handles(list_products, currency=site.configuration[GeneralSettings].currency),
        handles(suggest_products),
        handles(show_product),
        handles(list_reviews),
        handles(write_review),
    ]


def _for_editors() -> list[Handling]:
    return [
        handles(browse_categories, capability=permissions.EDIT),
        handles(add_category, capability=permissions.EDIT),
        handles(change_category, capability=permissions.EDIT),
        handles(remove_category, capability=permissions.EDIT),
        handles(browse_products, capability=permissions.EDIT),
        handles(add_product, capability=permissions.EDIT),
        handles(inspect_product, capability=permissions.EDIT),
        handles(change_product, capability=permissions.EDIT),
        handles(retire_product, capability=permissions.EDIT),
        handles(add_variant, capability=permissions.EDIT),
        handles(change_variant, capability=permissions.EDIT),
        handles(retire_variant, capability=permissions.EDIT),
        handles(add_picture, capability=permissions.EDIT),
        handles(remove_picture, capability=permissions.EDIT),
        handles(start_import, capability=permissions.EDIT, seconds=30, run=_run),
        handles(show_import, capability=permissions.EDIT),
        handles(export_products, capability=permissions.EDIT),
        handles(browse_reviews, capability=permissions.REVIEWS),
        handles(approve_review, capability=permissions.REVIEWS),
        handles(reject_review, capability=permissions.REVIEWS),
        handles(stock_shelves, capability=permissions.EDIT, seconds=30),
        handles(rebuild_cards, capability=permissions.EDIT, seconds=30),
        handles(recount_cards, capability=permissions.EDIT, seconds=30),
    ]


def _for_the_warehouse() -> list[Handling]:
    return [
        handles(list_stock, capability=permissions.STOCK),
        handles(list_low_stock, capability=permissions.STOCK),
        handles(describe_shortage),
        handles(adjust_stock, capability=permissions.STOCK, tell=tell),
        handles(count_drift),
    ]


def _for_other_modules() -> list[Handling]:
    return [
        handles(find_products),
        handles(quote_variants),
        *(handles(reserve_stock, tell=tell), handles(reserve_together, tell=tell)),
        *(handles(hold_reservation), handles(hold_together)),
        handles(commit_reservation, tell=tell),
        handles(release_reservation, tell=tell),
        handles(return_stock, tell=tell),
        handles(record_purchase),
    ]


def _run(import_id: UUID) -> Job:
    return RunImport(import_id=import_id)
