"""The sums of the books, beside those of the sandbox's own ledger, for payments whose outcome is known."""

from sqlalchemy import text

from modules.payments.contracts.queries import BookedTotal, BookedTotals
from souk.database import Transaction
from souk.kernel import Money

# What has anything under way is counted, not summed: the provider may be ahead of the books for a moment.
TOTALS = text("""
    WITH known AS (
        SELECT payment.*, EXISTS (
            SELECT FROM payments.operation wanted WHERE wanted.payment_id = payment.id AND ended_at IS NULL
        ) AS under_way
        FROM payments.payment
        WHERE provider <> '' AND (:everything OR order_id = ANY(:orders))
    ), moved AS (
        SELECT charge.payment_id,
            coalesce(sum(movement.amount_minor) FILTER (WHERE kind = 'capture'), 0) AS captured,
            coalesce(sum(movement.amount_minor) FILTER (WHERE kind = 'refund'), 0) AS refunded
        FROM payments.sandbox_movement movement JOIN payments.sandbox_charge charge ON charge.id = charge_id
        GROUP BY charge.payment_id
    )
    SELECT known.currency,
        coalesce(sum(captured_minor) FILTER (WHERE NOT under_way), 0)::bigint AS captured,
        coalesce(sum(refunded_minor) FILTER (WHERE NOT under_way), 0)::bigint AS refunded,
        coalesce(sum(moved.captured) FILTER (WHERE NOT under_way), 0)::bigint AS provider_captured,
        coalesce(sum(moved.refunded) FILTER (WHERE NOT under_way), 0)::bigint AS provider_refunded,
        count(*) FILTER (WHERE under_way) AS pending,
        bool_and(provider = 'sandbox') AS comparable
    FROM known LEFT JOIN moved ON moved.payment_id = known.id
    GROUP BY known.currency ORDER BY known.currency
""")


async def tell_totals(tx: Transaction, query: BookedTotals) -> list[BookedTotal]:
    parameters = {"everything": not query.order_ids, "orders": list(query.order_ids)}
    found = (await tx.execute(TOTALS, parameters)).mappings()

    def money(minor: int, currency: str) -> Money:
        return Money(minor=minor, currency=currency)

    return [
        BookedTotal(
            captured=money(row["captured"], row["currency"]),
            refunded=money(row["refunded"], row["currency"]),
            provider_captured=money(row["provider_captured"], row["currency"]) if row["comparable"] else None,
            provider_refunded=money(row["provider_refunded"], row["currency"]) if row["comparable"] else None,
            pending=row["pending"],
        )
        for row in found
    ]
