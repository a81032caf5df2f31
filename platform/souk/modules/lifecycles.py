"""Lifecycles: the transition table of an aggregate, as its module shows it to readers."""

from collections.abc import Iterable

from souk.kernel import Value


class Step(Value):
    """What happens in a state leads to another."""

    state: str
    happening: str
    leads_to: str


class Lifecycle(Value):
    """The table that the code follows, drawn by `souk docs`: the picture cannot be another than the rules."""

    name: str
    begins: str
    steps: tuple[Step, ...]

    @classmethod
    def of(cls, name: str, begins: str, steps: Iterable[tuple[str, str, str]]) -> "Lifecycle":
        """Make it of triples: the state, what happens, the state that it leads to."""
        return cls(
            name=name,
            begins=begins,
            steps=tuple(
                Step(state=state, happening=happening, leads_to=after) for state, happening, after in steps
            ),
        )
