"""Somebody who did everything that can be done here leaves, and nothing in the shop knows them any more."""

from souk.testing import Stage, customer, staff
from tests.users.people import token_in_mail

NAME, PASSWORD = "Zebulon", "correct horse"
EMAIL, NEXT_EMAIL = "zebulon@planted.example", "z.quixwood@planted.example"
TRACES = ("zebulon", "quixwood", "planted.example", "hidden lane", "0170 5550 199")
ADDRESS = {
    "name": "Zebulon Quixwood",
    "street": "5 Hidden Lane",
    "city": "Berlin",
    "zipCode": "10115",
    "phone": "0170 5550 199",
}
TABLES = """
SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
WHERE schemaname NOT IN ('pg_catalog', 'information_schema')
"""
EDITOR = staff("catalog:edit", "catalog:moderate", "orders:fulfil", "orders:refund", "orders:read")


async def places_of_traces(stage: Stage) -> set[str]:
    """Search every row of every table for anything planted, as text and as bytes."""
    wanted = [*TRACES, *(trace.encode().hex() for trace in TRACES)]
    wanted += [trace.title().encode().hex() for trace in TRACES]
    found = set()
    for table in await stage.rows(TABLES):
        rows = await stage.rows(f"SELECT t::text AS row FROM {table['name']} t")  # noqa: S608
        if any(trace in row["row"].lower() for row in rows for trace in wanted):
            found.add(table["name"])
    return found


async def phone(stage: Stage) -> str:
    async with stage.client(EDITOR) as client:
        await client.post("/api/admin/categories", json={"name": "Electronics"})
        variant = {"sku": "PHONE", "price": "599.99", "currency": "EUR", "onHand": 9}
        body = {"name": "Phone", "category": "electronics", "variants": [variant]}
        made = await client.post("/api/admin/products", json=body)
    await stage.settle()
    return str(made.json()["id"])


async def order(client, product: str, **more) -> dict:
    body = {
        "items": [{"productId": product, "quantity": 1}],
        "shippingAddress": ADDRESS,
        "billingAddress": ADDRESS,
        "paymentMethod": "credit_card",
    }
    answer = await client.post(
        "/api/orders", json=body | more, headers={"Idempotency-Key": f"order {len(more)} {'email' in more}"}
    )
    assert answer.status_code == 201, answer.text
    return answer.json()


async def live(stage: Stage):
    """Register, verify, order as a guest and as oneself, review, fill a cart, send something back."""
    product = await phone(stage)
    me = {"email": EMAIL, "password": PASSWORD, "firstName": NAME, "lastName": "Quixwood"}
    async with stage.client(**{"user-agent": f"{NAME}s phone"}) as visitor:
        guests = await order(visitor, product, email=EMAIL)
        made = await visitor.post("/api/users/register", json=me, headers={"Idempotency-Key": "me"})
        assert made.status_code == 201, made.text
        await visitor.post("/api/users/login", json={"email": EMAIL, "password": PASSWORD})
        await visitor.post("/api/users/login", json={"email": EMAIL, "password": "wrong"})
        link = {"token": await token_in_mail(stage), "password": PASSWORD}
        assert (await visitor.post("/api/users/verify-email", json=link)).status_code == 204
        await visitor.post("/api/users/password-reset", json={"email": EMAIL})
    person = customer(made.json()["id"])
    async with stage.client(person) as client:
        home = ADDRESS | {"firstName": NAME, "lastName": "Quixwood", "country": "DE"}
        home.pop("name")
        kept = await client.post("/api/users/me/addresses", json=home)
        assert kept.status_code == 201, kept.text
        await client.post("/api/users/me/email", json={"email": NEXT_EMAIL, "currentPassword": PASSWORD})
        await client.post("/api/cart/items", json={"productId": product, "quantity": 2})
        mine = await order(client, product)
        failed = await order(client, product, paymentToken="tok_declined")
        await stage.work()
        review = {"stars": 4, "title": "Good", "text": "It rings."}
        written = await client.post(f"/api/products/{product}/reviews", json=review)
        assert written.status_code == 201, written.text
        shown = (await client.get(f"/api/orders/{mine['orderId']}")).json()
        assert shown["stage"] == "ReadyToFulfil", shown
        async with stage.client(EDITOR) as office:
            for each in (mine, guests):
                path = f"/api/admin/orders/{each['orderId']}"
                await office.post(f"{path}/fulfilments", json={})
                assert (await office.post(f"{path}/deliver")).json()["status"] == "Completed"
        assert (await client.post(f"/api/orders/{failed['orderId']}/cancel")).status_code == 200
        goods = [{"variantId": shown["items"][0]["variantId"], "quantity": 1}]
        back = {"items": goods, "reason": "too big"}
        asked = await client.post(f"/api/orders/{mine['orderId']}/returns", json=back)
        assert asked.status_code == 201, asked.text
        await stage.work()
    return person


async def test_leaves_no_trace_in_any_module_events_jobs_and_kept_answers_included(stage: Stage):
    person = await live(stage)
    before = await places_of_traces(stage)
    assert {"users.account", "users.address", "users.kept_mail", 'orders."order"'} <= before
    async with stage.client(person) as client:
        assert (await client.delete("/api/users/me")).status_code == 204
    await stage.work()
    assert await places_of_traces(stage) == set()
    orders = await stage.rows("SELECT stage, person_id, captured_minor FROM orders.order")
    assert len(orders) == 3
    assert {row["person_id"] for row in orders} == {None}
    assert max(row["captured_minor"] for row in orders) == 59999


async def test_events_jobs_and_steps_never_held_anything_personal_to_begin_with(stage: Stage):
    await live(stage)
    kept = {place for place in await places_of_traces(stage) if place.startswith("souk.")}
    assert kept == set()
