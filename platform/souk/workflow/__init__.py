"""The workflow tracker: what each process of the shop did, decided and waited for, and the map of it all."""

from souk.workflow.entries import Decision, Step, StepState
from souk.workflow.kept_values import NotKept
from souk.workflow.tracking import track, track_all

__all__ = ["Decision", "NotKept", "Step", "StepState", "track", "track_all"]
