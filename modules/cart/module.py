"""The wiring of cart."""

from modules.cart.add_item.endpoint import post_item
from modules.cart.add_item.handler import add_item
from modules.cart.change_item.endpoint import patch_item
from modules.cart.change_item.handler import change_item
from modules.cart.changing import Changing
from modules.cart.check_out.endpoint import post_checkout
from modules.cart.check_out.handler import prepare_checkout
from modules.cart.clear_cart.endpoint import delete_cart
from modules.cart.clear_cart.handler import clear_cart
from modules.cart.empty_ordered_cart.subscriber import empty_ordered_cart
from modules.cart.expire_carts.job import ExpireCarts, expire_carts
from modules.cart.find_carts.handler import FindCarts, find_carts
from modules.cart.forget_person.subscriber import forget_person
from modules.cart.looking import look
from modules.cart.peek_into_cart.handler import peek_into_cart
from modules.cart.permissions import CAPABILITIES
from modules.cart.personal_data import cart_of
from modules.cart.put_coupon.endpoint import put_coupon_on_cart
from modules.cart.put_coupon.handler import put_coupon
from modules.cart.remove_item.endpoint import delete_item
from modules.cart.remove_item.handler import remove_item
from modules.cart.show_cart.endpoint import get_cart
from modules.cart.show_cart.handler import show_cart
from modules.cart.tables import metadata
from modules.cart.take_off_coupon.endpoint import delete_coupon_of_cart
from modules.cart.take_off_coupon.handler import take_off_coupon
from souk.configuration import GeneralSettings
from souk.modules import Module, Schedule, Site, does, handles, hears, hears_as_one

CHANGES = (show_cart, add_item, change_item, remove_item, clear_cart, put_coupon, take_off_coupon)


def module(site: Site) -> Module:
    currency = site.configuration[GeneralSettings].currency
    changing = Changing(find_carts=FindCarts, look=look, currency=currency)
    return Module(
        name="cart",
        summary="What people are about to order: lines that show today's prices and promise nothing.",
        tables=metadata,
        routes=[
            get_cart,
            delete_cart,
            post_item,
            patch_item,
            delete_item,
            put_coupon_on_cart,
            delete_coupon_of_cart,
            post_checkout,
        ],
        handlers=[
            *(handles(change, change=changing) for change in CHANGES),
            handles(find_carts),
            handles(peek_into_cart),
            handles(prepare_checkout),
        ],
        subscriptions=[hears_as_one(empty_ordered_cart, most=25), hears(forget_person)],
        jobs=[does(expire_carts)],
        schedules=[Schedule(name="expire_carts", cron="*/10 * * * *", job=ExpireCarts())],
        permissions=CAPABILITIES,
        exports=[cart_of],
    )
