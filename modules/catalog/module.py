"""The wiring of catalog."""

from modules.catalog import permissions
from modules.catalog.add_category.endpoint import post_category
from modules.catalog.add_category.handler import add_category
from modules.catalog.add_product.endpoint import post_product
from modules.catalog.add_product.handler import add_product
from modules.catalog.contracts.events import ProductPublished
from modules.catalog.find_products.handler import find_products
from modules.catalog.list_categories.endpoint import get_categories
from modules.catalog.list_categories.handler import list_categories
from modules.catalog.list_products.endpoint import get_products
from modules.catalog.list_products.handler import list_products
from modules.catalog.show_product.endpoint import get_product
from modules.catalog.show_product.handler import show_product
from modules.catalog.stock_shelves.handler import stock_shelves
from modules.catalog.tables import metadata
from souk.modules import Module, Site, handles


def module(_: Site) -> Module:
    return Module(
        name="catalog",
        summary="What the shop sells: categories, products, their variants, and how many of each there are.",
        tables=metadata,
        routes=[post_category, get_categories, post_product, get_products, get_product],
        handlers=[
            handles(add_category, capability=permissions.EDIT),
            handles(list_categories),
            handles(add_product, capability=permissions.EDIT),
            handles(list_products),
            handles(show_product),
            handles(find_products),
            handles(stock_shelves, capability=permissions.EDIT, seconds=30),
        ],
        events=[ProductPublished],
        permissions=permissions.CAPABILITIES,
    )
