"""The pipeline: carries a message to its one handler, the same way for every message."""

from souk.pipeline.switchboard import NobodyHandles, Switchboard

__all__ = ["NobodyHandles", "Switchboard"]
