"""Cookies come from the shop's own pages, or they are not looked at."""

from collections.abc import Collection

from souk.kernel import Refusal, Value

OWN = frozenset({None, "same-origin", "none"})


class ForeignOrigin(Refusal):
    """Another site's page sent this with the person's cookie."""

    status = 403


class Provenance(Value):
    """What the browser says of the page that sent a request; a program that is no browser says nothing."""

    origin: str | None = None
    fetch_site: str | None = None

    def check(self, allowed: Collection[str]) -> None:
        """Raise ForeignOrigin unless it is the shop's own page, or one that may call."""
        right = self.fetch_site in OWN if self.origin is None else self.origin in allowed
        if not right:
            raise ForeignOrigin
