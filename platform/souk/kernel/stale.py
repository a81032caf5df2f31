"""A change that was based on what is no longer so."""

from souk.kernel.refusals import Refusal


class Stale(Refusal):
    """Somebody changed it since you read it: read it again, then change that."""

    status = 412
