"""Orders owns what was ordered, and sees it through: stock, payment, parcels, returns, refunds."""
