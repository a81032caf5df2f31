"""Sees to it that the environment is there, then becomes the command line in it."""

import os
import sys
from pathlib import Path
from typing import NoReturn

from shop.bootstrap.environment import Environment
from souk.startup import StartFailed, say

_ROOT = Path(__file__).resolve().parents[3]
_DEVELOPMENT_COMMANDS = {"test", "bench", "check"}


def main(arguments: list[str]) -> NoReturn:
    """Become the shop's command line, or exit with a sentence that says why not."""
    environment = Environment(_ROOT)
    try:
        environment.require("development" if _DEVELOPMENT_COMMANDS & set(arguments[:1]) else "embedded")
    except StartFailed as failure:
        say(f"{failure.problem}\n{failure.remedy}")
        sys.exit(1)
    except KeyboardInterrupt:
        say("\nStopped. The next ./souk begins the installation again.")
        sys.exit(130)
    os.environ.pop("PYTHONPATH", None)
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # without bytecode each start costs seconds more
    # -P: a file named shop.py in the current directory must not be taken for the program.
    os.execv(environment.python, [str(environment.python), "-P", "-m", "shop", *arguments])


if __name__ == "__main__":
    main(sys.argv[1:])
