"""The tables of payments, and the mapping of its aggregates onto them."""

from modules.payments.tables.books import entries, operations, payments
from modules.payments.tables.post import differences, reconciliations, webhooks
from modules.payments.tables.sandbox import charges, letters, movements
from modules.payments.tables.schema import metadata
from modules.payments.tables.seating import take_their_places, takes_its_place, want_operations

__all__ = [
    "charges",
    "differences",
    "entries",
    "letters",
    "metadata",
    "movements",
    "operations",
    "payments",
    "reconciliations",
    "take_their_places",
    "takes_its_place",
    "want_operations",
    "webhooks",
]
