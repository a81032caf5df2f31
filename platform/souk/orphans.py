"""A process that does not outlive the one which started it, not even when that one is killed."""

import ctypes
import os
import signal
import sys

_PR_SET_PDEATHSIG = 1
# Looked up before any fork: a fresh child may only make plain calls.
_prctl = ctypes.CDLL(None).prctl if sys.platform == "linux" else None


def die_with(parent: int, farewell: signal.Signals) -> None:
    """Run in the child: ask for a signal when the parent dies, and end if it has died already."""
    if _prctl is not None:
        _prctl(_PR_SET_PDEATHSIG, int(farewell), 0, 0, 0)
    if os.getppid() != parent:
        os._exit(1)
