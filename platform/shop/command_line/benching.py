"""souk bench."""

import subprocess
import sys

import rich_click as click

from shop.places import IN_CHECKOUT, ROOT
from souk.startup import StartFailed


@click.command(context_settings={"ignore_unknown_options": True, "allow_extra_args": True})
@click.argument("options", nargs=-1, type=click.UNPROCESSED, metavar="")
def bench(options: tuple[str, ...]) -> None:
    """Run all benchmarks beside their budgets, on a machine that has nothing else to do.

    Prints a table with the change since the last figures that were committed for such a machine. `--only edge
    cart` runs only these, `--short` is quicker and less exact, `--json FILE` writes the figures down, and
    `--keep` writes the committed ones anew, with a picture.
    """
    if not IN_CHECKOUT:
        raise StartFailed("There are no benchmarks here.", "Run this in a checkout of the repository.")
    command = [sys.executable, str(ROOT / "bench/together.py"), *options]
    raise SystemExit(subprocess.run(command, cwd=ROOT, check=False).returncode)  # noqa: S603 - our own script
