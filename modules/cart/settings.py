"""The settings of cart."""

from typing import Annotated

from msgspec import Meta

from souk.configuration.sections import Section


class CartSettings(Section, section="cart"):
    """What people are about to order."""

    currency: Annotated[str, Meta(description="what an empty cart counts in", pattern="^[A-Z]{3}$")] = "EUR"
