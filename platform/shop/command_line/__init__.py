"""The souk command."""

import gc
import sys

import rich_click as click

from shop.command_line.commands import Commands
from souk.configuration import BadSettings
from souk.startup import StartFailed

click.rich_click.TEXT_MARKUP = "rich"
click.rich_click.MAX_WIDTH = 100
click.rich_click.TEXT_PARAGRAPH_LINEBREAKS = "\n\n"

AT_START = (100_000, 20, 50)
"""Two thousand modules are no garbage: looking for some in them takes a seventh of the time to load them."""


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
def souk() -> None:
    """Souk, a shop back end. `souk up` starts everything; `souk test` tests everything.

    Each command says more by itself: `souk events --help`.
    """


def main() -> None:
    """Run a command; what a person can mend is told in a sentence, not in a traceback."""
    gc.set_threshold(*AT_START)
    try:
        souk(prog_name="souk")
    except BadSettings as mistakes:
        lines = "\n".join(f"  - {problem}" for problem in mistakes.problems)
        sys.exit(f"The settings do not make sense:\n{lines}\n`souk config` lists every setting.")
    except StartFailed as failure:
        sys.exit("\n".join(filter(None, (failure.problem, failure.remedy))))
