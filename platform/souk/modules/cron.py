"""Due times of a cron expression, in UTC."""

from datetime import UTC, datetime

from cronsim import CronSim, CronSimError


def readable(cron: str) -> bool:
    """Tell whether it can be read, and is ever due."""
    try:
        next_due(cron, datetime.now(UTC))
    except (CronSimError, StopIteration):
        return False
    return True


def next_due(cron: str, after: datetime) -> datetime:
    """Return the first due time later than that moment."""
    return next(CronSim(cron, after.astimezone(UTC)))


def last_due(cron: str, before: datetime) -> datetime:
    """Return the last due time at or before that moment."""
    due = next_due(cron, before.astimezone(UTC))
    return next(CronSim(cron, due, reverse=True))
