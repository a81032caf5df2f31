"""The orders in which products may come."""

from enum import StrEnum


class Sort(StrEnum):
    """What is equal by one of them comes newest first."""

    NEWEST = "newest"
    NAME = "name"
    NAME_DOWN = "-name"
    PRICE = "price"
    PRICE_DOWN = "-price"
    RATING = "rating"
