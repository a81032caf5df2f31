"""E: every event takes effect once for each subscriber, and whatever waits has a reason."""

from sqlalchemy import text

from souk.database import Transaction
from souk.modules import Finding

PATIENCE_SECONDS = 30
LOOK = text("""
    WITH old AS (SELECT clock_timestamp() - make_interval(secs => :patience) AS at)
    SELECT
        (SELECT count(*) FROM souk.delivery, old WHERE published_at < old.at)
        + (SELECT count(*) FROM souk.held_delivery JOIN souk.hold USING (subscriber, key), old
           WHERE hold.until < old.at) AS late,
        (SELECT count(*) FROM souk.held_delivery JOIN souk.hold USING (subscriber, key)
         WHERE hold.reason = '' AND NOT hold.running) AS unexplained,
        (SELECT count(*) - count(DISTINCT (subscriber, position)) FROM (
            SELECT subscriber, position FROM souk.delivery
            UNION ALL SELECT subscriber, position FROM souk.held_delivery
            UNION ALL SELECT subscriber, position FROM souk.dead_letter
        ) AS parcel) AS twice,
        (SELECT count(*) FROM souk.held_delivery AS held WHERE NOT EXISTS (
            SELECT FROM souk.hold WHERE (hold.subscriber, hold.key) = (held.subscriber, held.key)
        )) AS lost,
        (SELECT count(*) FROM souk.delivery WHERE NOT EXISTS (
            SELECT FROM souk.subscription WHERE subscription.subscriber = delivery.subscriber
        )) AS unheard,
        (SELECT count(*) FROM souk.dead_letter) AS dead
""")


async def nothing_is_left_undelivered(tx: Transaction) -> Finding:
    """Dead letters have a reason and wait for people: they are counted, and make nobody ill."""
    found = (await tx.execute(LOOK, {"patience": PATIENCE_SECONDS})).one()
    wrong = (found.late, found.unexplained, found.twice, found.lost, found.unheard)
    return Finding(
        check="E events: each takes effect once, and none waits without a reason",
        well=not any(wrong),
        figure=(
            f"{found.late} late by more than {PATIENCE_SECONDS} s, {found.unexplained} held for no reason, "
            f"{found.twice} there twice, {found.lost} lost, {found.unheard} for nobody; "
            f"{found.dead} dead letters"
        ),
        remedy="Is a worker running? `souk worker` starts one; `souk events` shows what is held and why.",
    )
