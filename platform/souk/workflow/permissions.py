"""Who may look at workflows."""

from souk.modules import Capability

WORKFLOWS = "souk:workflows"

CAPABILITIES = [
    Capability(name=WORKFLOWS, meaning="See how processes go: their map, and the timeline of each instance"),
]
