"""The sandbox's tokens: each makes a charge go one way, every time."""

from enum import StrEnum

from modules.payments.domain.found import Standing


class Token(StrEnum):
    OK = "tok_ok"
    DECLINED = "tok_declined"
    INSUFFICIENT = "tok_insufficient"
    ACTION_REQUIRED = "tok_action_required"
    TIMEOUT_AFTER_CHARGE = "tok_timeout_after_charge"
    SLOW = "tok_slow"
    FLAKY = "tok_flaky"
    WEBHOOK_TWICE = "tok_webhook_twice"
    WEBHOOK_FIRST = "tok_webhook_first"


FAILURES = {Token.DECLINED: "card_declined", Token.INSUFFICIENT: "insufficient_funds"}
FLAKY_TRIES = 2


def outcome(token: str, *, takes: bool) -> tuple[Standing, str]:
    """Return where a charge with this token stands at once, and why it failed if it did."""
    try:
        known = Token(token)
    except ValueError:
        return Standing.FAILED, "unknown_token"
    if known in FAILURES:
        return Standing.FAILED, FAILURES[known]
    if known is Token.ACTION_REQUIRED:
        return Standing.ACTION_REQUIRED, ""
    return Standing.CAPTURED if takes else Standing.AUTHORIZED, ""
