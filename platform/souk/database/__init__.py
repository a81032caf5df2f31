"""PostgreSQL: a role, a pool and a transaction for each module."""

from souk.database.blocking import BlockingTransaction
from souk.database.failures import Unavailable
from souk.database.pools import Databases, ModuleDatabase
from souk.database.transactions import TooLateToAsk, Transaction

__all__ = ["BlockingTransaction", "Databases", "ModuleDatabase", "TooLateToAsk", "Transaction", "Unavailable"]
