"""An erased customer's reviews."""

from modules.catalog.contracts.commands import RecordPurchase
from modules.catalog.forget_author.subscriber import forget_author
from modules.catalog.personal_data import reviews_and_purchases_of
from modules.catalog.write_review.handler import WriteReview
from modules.users.contracts.events import UserErased
from souk.database.committing import committing
from souk.kernel import new_id
from souk.messages import Context
from souk.testing import customer, id_of


async def test_lose_their_words_and_keep_their_stars(goods, stage):
    await goods.category("Audio")
    aura = (await goods.product("Aura", "audio")).id
    ann = customer()
    await stage.do(WriteReview(product_id=aura, stars=3, title="Mine", text="I live in Bern."), ann)
    order = RecordPurchase(order_id=new_id(), person_id=id_of(ann), product_ids=(aura,), at=stage.clock.now())
    await stage.do(order)

    def transaction():
        return committing(stage.runtime.switchboard.transaction("catalog", Context(reason="test")))

    async with transaction() as tx:
        kept = await reviews_and_purchases_of(tx, id_of(ann))
    assert [review["title"] for review in kept["reviews"]] == ["Mine"]
    assert [purchase["product"] for purchase in kept["purchases"]] == ["aura"]
    async with transaction() as tx:
        await forget_author(tx, UserErased(user_id=id_of(ann)))
    async with transaction() as tx:
        assert await reviews_and_purchases_of(tx, id_of(ann)) == {"reviews": [], "purchases": []}
    rows = await stage.rows("SELECT author_id, stars, title, text FROM catalog.review")
    assert [tuple(row.values()) for row in rows] == [(None, 3, "", "")]
