"""Watching an import."""

from souk.kernel import new_id


async def test_of_which_there_is_none_is_not_there(desk):
    assert (await desk.client.get(f"/api/admin/products/import/{new_id()}")).status_code == 404
