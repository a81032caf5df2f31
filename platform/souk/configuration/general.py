"""Settings of the whole instance."""

from typing import Annotated, Literal

from msgspec import Meta

from souk.configuration.sections import Section, hidden

INSECURE_SECRET = "development-only-secret-change-me-please"  # noqa: S105 - refused in production
SHORTEST_SECRET = 32


class GeneralSettings(Section, section=""):
    """What concerns the whole instance."""

    environment: Annotated[
        Literal["development", "production"],
        Meta(description="production refuses unsafe defaults at start"),
    ] = "development"
    secret: Annotated[
        str, hidden("what database passwords, cursors and keys derive from; 32 random characters or more")
    ] = INSECURE_SECRET
    currency: Annotated[
        str, Meta(description="what the shop sells in, as ISO 4217 spells it", pattern="^[A-Z]{3}$")
    ] = "EUR"

    def unsafe(self) -> list[str]:
        if self.secret == INSECURE_SECRET:
            return ["secret is the well-known default; set SOUK_SECRET to 32 or more random characters"]
        if len(self.secret) < SHORTEST_SECRET:
            return [f"secret is shorter than {SHORTEST_SECRET} characters"]
        return []
