"""Outgoing webhooks: other systems are told of events, signed, and told again for three days if need be.

    event ──► fanning_out ──► souk.webhook_delivery, one for each webhook that wants it, and a job each
                                       │
              job: delivering ◄────────┘    the database is asked; then, in no transaction, it is sent;
                 │    ▲                     then one transaction writes what came of it
        sending  │    │ again, later and later, for three days
                 ▼    │
              the other side ──► recording: attempt, state, how the receiver is doing

What may be sent where: `addresses`. How the receiver knows that it was us: `signing`.
"""
