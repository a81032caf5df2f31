"""The tables of users, and the mapping of its aggregates onto them."""

from modules.users.tables.counting import attempts, count_attempt
from modules.users.tables.granting import grant
from modules.users.tables.keyring import keys_to_sign_with, known_keys, signing_keys
from modules.users.tables.letters import kept_mails, mailed_links, notifications, password_behind, use_link
from modules.users.tables.people import (
    ONE_STEPS_DOWN,
    accounts,
    addresses,
    bundles,
    check_administrators,
    roles,
)
from modules.users.tables.schema import mapping, metadata
from modules.users.tables.signing_in import (
    authority_raised,
    ended,
    refresh_tokens,
    session_ended,
    sessions,
)
from modules.users.tables.staff_book import staff_actions

__all__ = [
    "ONE_STEPS_DOWN",
    "accounts",
    "addresses",
    "attempts",
    "authority_raised",
    "bundles",
    "check_administrators",
    "count_attempt",
    "ended",
    "grant",
    "kept_mails",
    "keys_to_sign_with",
    "known_keys",
    "mailed_links",
    "mapping",
    "metadata",
    "notifications",
    "password_behind",
    "refresh_tokens",
    "roles",
    "session_ended",
    "sessions",
    "signing_keys",
    "staff_actions",
    "use_link",
]
