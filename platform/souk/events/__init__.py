"""Events after their commit: each reaches each subscriber once in effect, in the order of its key.

                     tx.publish(OrderPlaced(...))                        the publisher's transaction
                                 │  souk.write_outbox, just before the commit
        souk.event ◄─────────────┴─────────────► souk.delivery           one row for each subscriber
      (kept, by weeks)                         (subscriber, lane, position)
                                                         │
            hint after the commit ──► courier ◄── scout  │  fetch: heads of my lanes, the lane is marked
                                         │◄──────────────┘
                     ┌───────────────────┼─────────────────────────┐
                  succeeds             raises                 its worker dies
                     │                   │                         │
        delivery deleted in the    set aside, attempt        lane taken over with its mark:
        subscriber's transaction   counted, souk.hold        set aside as suspect
                     │             until back-off is over          │
                     │                   │  ┌──────────────────────┘
                     │                   ▼  ▼
                     │◄── succeeds ── held keys: one after the other; suspects alone, counted beforehand
                     │                   │
                   done                  └── N attempts ──► souk.dead_letter: the key is parked, or skips it
                                                               │  staff: retry, discard, correct

Who does what: `subscriptions` (who hears), `leases` and `membership` (which lanes are whose), `fetching`,
`courier` and `batch_courier` (the fast way), `held_keys` (the slow way), `delivering` and `taking` (one
subscriber's transaction), `verdicts` and `failures`, `partitions` (what is kept); `seeing`, `acting`,
`replay`, `retiring` (what staff do).
The reasons stand in docs/adr/0014-lanes-holds-and-marks.md.
"""
