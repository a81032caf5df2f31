"""What staff do in one module, written down by another."""

from souk.testing import Stage, staff

EDITOR = staff("catalog:edit")


async def test_users_keeps_a_record_of_what_staff_do_in_catalog(stage: Stage):
    async with stage.client(EDITOR) as client:
        tea = await client.post("/api/admin/categories", json={"name": "Tea"})
        product = await client.post(
            "/api/admin/products",
            json={
                "name": "Green tea",
                "category": "tea",
                "variants": [{"sku": "T", "price": 5, "currency": "EUR"}],
            },
        )
    await stage.settle()
    rows = await stage.rows("SELECT * FROM users.staff_action ORDER BY id")
    assert [(row["actor_id"], row["capability"], row["action"], row["subject"]) for row in rows] == [
        (EDITOR.id, "catalog:edit", "add_category", f"category/{tea.json()['id']}"),
        (EDITOR.id, "catalog:edit", "add_product", f"product/{product.json()['id']}"),
    ]
