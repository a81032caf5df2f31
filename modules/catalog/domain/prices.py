"""In which currency customers filter by price: the shop sells in one."""

SHOP_CURRENCY = "EUR"
