"""Live streams: what happened in the shop reaches whom it concerns at once, by SSE or WebSocket.

    an event of a module              the worker, in the subscriber's transaction      each web process
    ────────────────────              ────────────────────────────────────────────    ────────────────
    OrderConfirmed ──► delivery ──►   Module(lives=…) makes notices ──► souk.tell
                                                                         │ ids in the order of the commits
                                                                         ▼
                                      souk.live_message (kept for 24 h) ──────────────► feed: "after id N"
                                                                         │                │
                                      hint by Valkey, never needed ──────┘──► look now    ▼
                                                                                room ──► listeners ──► clients
                                                                                           bounded

What is lost when something dies after each step: nothing. Before the subscriber's commit, the delivery comes
again; after it, the message is a row, and a hint that is lost costs `live.look_seconds`; a web process that
dies takes no message with it, since clients come back with the id that they saw last and are given the rest
from the rows. Ids follow the commits because those who tell hold a lock until theirs: see migration 0007.
"""
