"""What a caller of the bus may meet besides a refusal."""


class TookTooLong(Exception):
    """The handler did not finish within its time."""
