"""What is answered when something was edited: which one, and its version from now on."""

from uuid import UUID

from souk.kernel import Value


class Edited(Value):
    id: UUID
    version: int
