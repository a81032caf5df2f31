"""How a start speaks: lines for the person at the terminal, and failures that say what to do."""

import sys


class StartFailed(Exception):
    """Something could not start; `problem` says what happened, `remedy` what the reader can do."""

    def __init__(self, problem: str, remedy: str) -> None:
        super().__init__(f"{problem} {remedy}")
        self.problem = problem
        self.remedy = remedy


def say(line: str) -> None:
    """Write one line to standard error, so that the output of a command stays its own."""
    sys.stderr.write(f"{line}\n")
    sys.stderr.flush()
