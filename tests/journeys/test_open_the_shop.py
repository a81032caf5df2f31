"""From an empty shop to the first product in the window."""

from tests.journeys.open_shop import PASSWORD, Shop, until

LAMP = {
    "name": "Lantern",
    "category": "lights",
    "variants": [{"sku": "LAMP-1", "price": 599.99, "currency": "EUR", "onHand": 3}],
}


def test_staff_fill_the_shop_and_customers_find_the_goods(shop: Shop):
    with shop.sign_in("admin@example.com") as admin:
        category = admin.post("/api/admin/categories", json={"name": "Lights", "slug": "lights"})
        assert category.status_code == 201, category.text
        product = admin.post("/api/admin/products", json=LAMP)
        assert product.status_code == 201, product.text

    with shop.client() as visitor:
        page = "/api/products?page=1&pageSize=10&category=lights"
        until(lambda: visitor.get(page).json()["items"])
        window = visitor.get(page).json()
    assert [(item["name"], item["price"], item["inStock"]) for item in window["items"]] == [
        ("Lantern", 599.99, True)
    ]

    # The worker hears of what the staff did, and writes it down.
    until(lambda: shop.rows("SELECT 1 FROM users.staff_action WHERE capability = 'catalog:edit'"))


def test_customers_open_accounts_but_not_the_back_office(shop: Shop):
    ann = {"email": "ann@example.com", "password": PASSWORD, "firstName": "Ann", "lastName": "Lee"}
    with shop.client() as visitor:
        assert visitor.post("/api/users/register", json=ann).status_code == 201
        assert visitor.post("/api/admin/products", json=LAMP).status_code == 401
    with shop.sign_in("ann@example.com") as customer:
        assert customer.get("/api/users/me").json()["firstName"] == "Ann"
        refused = customer.post("/api/admin/products", json=LAMP)
    assert refused.status_code == 403
    assert refused.json()["code"] == "lacks_capability"
