"""What looking after events lets a person do."""

from souk.modules import Capability

SEE_EVENTS = "souk:see-events"
RUN_EVENTS = "souk:run-events"

CAPABILITIES = [
    Capability(name=SEE_EVENTS, meaning="See events, who is behind with them, and which ones died"),
    Capability(name=RUN_EVENTS, meaning="Retry, discard, correct and replay events"),
]
