"""What enqueuing needs to know of the whole shop."""

from collections.abc import Mapping
from dataclasses import dataclass

from souk.messages import Terms
from souk.outbox.hint import Hint


@dataclass(frozen=True, kw_only=True)
class JobDesk:
    """Each job's terms by its wire name, and whom to wake after a commit that wants one done."""

    terms: Mapping[str, Terms]
    hint: Hint
