"""What a rehearsal of a disaster sets."""

from typing import Annotated

from msgspec import Meta

from souk.configuration.sections import Section


class RehearsalSettings(Section, section="rehearsal"):
    """Rehearsals: a process that dies on purpose. Never in production, which refuses to start with it."""

    dies_at: Annotated[
        str,
        Meta(
            description="the process kills itself there: `before the commit of orders.place_order`;"
            " for tests alone, refused in production",
            pattern=r"^((before|after) the commit of \S+( attempt)?)?$",
        ),
    ] = ""

    def unsafe(self) -> list[str]:
        return ["rehearsal.dies_at would have processes kill themselves"] if self.dies_at else []
