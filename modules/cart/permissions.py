"""What cart lets a person do."""

from souk.modules import Capability

CAPABILITIES: list[Capability] = []
