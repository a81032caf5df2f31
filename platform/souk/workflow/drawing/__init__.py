"""Draws maps: as an SVG of our own, or as Mermaid; width tells how often, colour how long."""

from souk.workflow.drawing.mermaid import mermaid
from souk.workflow.drawing.svg import svg
from souk.workflow.drawing.words import duration, times

__all__ = ["duration", "mermaid", "svg", "times"]
