"""The settings of users."""

from typing import Annotated

from msgspec import Meta

from souk.configuration.sections import Section

MEMORY_KIB = 19_456
PASSES = 2


class PasswordSettings(Section, section="passwords"):
    """What it costs to check a password, and to guess one."""

    memory_kib: Annotated[int, Meta(ge=8, description="memory that Argon2id fills for each password")] = (
        MEMORY_KIB
    )
    passes: Annotated[int, Meta(ge=1, description="how often it does so")] = PASSES

    def unsafe(self) -> list[str]:
        if self.memory_kib * self.passes >= MEMORY_KIB * PASSES:
            return []
        return [f"passwords are cheap to guess; OWASP asks for {MEMORY_KIB} KiB and {PASSES} passes"]
