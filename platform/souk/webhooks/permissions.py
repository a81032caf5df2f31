"""What looking after webhooks lets a person do."""

from souk.modules import Capability

SEE_WEBHOOKS = "souk:see-webhooks"
RUN_WEBHOOKS = "souk:run-webhooks"

CAPABILITIES = [
    Capability(name=SEE_WEBHOOKS, meaning="See which other systems are told of what, and whether they heard"),
    Capability(name=RUN_WEBHOOKS, meaning="Have other systems told of events, and send deliveries again"),
]
