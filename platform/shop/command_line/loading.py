"""souk loadtest."""

import asyncio
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

import rich_click as click
from rich.console import Console
from rich.live import Live

from shop.command_line.load_words import as_table, how, missed, progress
from shop.load.crew import run, shares
from shop.load.generator import Plan
from shop.load.report import rows, write
from souk.startup import StartFailed

LIMITED = "429 too_many_requests"
console = Console(stderr=True)


@click.command()
@click.option("--url", default="http://127.0.0.1:8000", show_default=True, help="The shop.")
@click.option(
    "--seconds", type=click.FloatRange(1), default=30, show_default=True, help="How long it is measured."
)
@click.option(
    "--warm-up",
    type=click.FloatRange(0),
    default=3,
    show_default=True,
    help="Seconds before that, not measured.",
)
@click.option(
    "--rate",
    type=click.FloatRange(min=0, min_open=True),
    help="Open loop: so many requests a second, however slow the answers are.",
)
@click.option(
    "--visitors",
    type=click.IntRange(1),
    help="Closed loop: so many visitors, who wait for each answer. 20 unless there is a rate.",
)
@click.option(
    "--pause",
    type=click.FloatRange(0),
    default=1.0,
    show_default=True,
    help="Seconds that a visitor looks at an answer, on average.",
)
@click.option(
    "--processes",
    type=click.IntRange(1, 64),
    default=1,
    show_default=True,
    help="Processes that ask; one is good for some 2,000 a second.",
)
@click.option("--seed", default=1, show_default=True, help="Another one throws other dice.")
@click.option(
    "--report",
    type=click.Path(file_okay=False, path_type=Path),
    help="Write report.md, plots and figures.json into this folder.",
)
@click.option(
    "--p95",
    type=click.FloatRange(min=0, min_open=True),
    help="Fail when p95 over all routes is more milliseconds.",
)
@click.option(
    "--errors", type=click.FloatRange(0, 100), help="Fail when more percent of the requests end in errors."
)
@click.option("--i-own-this-shop", is_flag=True, help="Needed for a shop that is not on this machine.")
def loadtest(
    *,
    url: str,
    seconds: float,
    warm_up: float,
    rate: float | None,
    visitors: int | None,
    pause: float,
    processes: int,
    seed: int,
    report: Path | None,
    p95: float | None,
    errors: float | None,
    i_own_this_shop: bool,
) -> None:
    """Visit a shop as customers do, and say how well they were served.

    Of a hundred requests 85 look around (products, categories, search), 10 put something into a cart or look
    at it, and 5 order what is in one. The orders are real ones of this shop.

    There are two ways to ask. With `--rate` requests come as they come in life: at random, so many a second,
    and if the shop is slow they pile up; times count from when a request was due. With `--visitors` each
    waits for the answer and for the pause: the load gives way when the shop is slow, and times look better
    than what a crowd would see.

    All of them come from one address, which may make 100 requests a minute: start the shop that is tested
    with `SOUK_LIMITS_ENABLED=false`, or with a larger `SOUK_LIMITS_RATES`. Answers of 409, such as out of
    stock, are answers; everything else from 400 on, timeouts and lost connections are errors, told by kind.

    The exit status is 1 when `--p95` or `--errors` is exceeded, so that a pipeline can use it.

        souk loadtest --rate 200 --seconds 60 --report out --p95 250 --errors 0.1
    """
    if rate is not None and visitors is not None:
        raise click.UsageError("Either --rate or --visitors: an open loop or a closed one.")
    if not (is_here(url) or i_own_this_shop):
        raise click.UsageError(f"{url} is not on this machine. If the shop is yours, say --i-own-this-shop.")
    plan = Plan(
        url=url,
        seconds=warm_up + seconds,
        rate=rate or 0.0,
        visitors=0 if rate else visitors or 20,
        pause=pause,
        seed=seed,
    )
    if too_much := _visited(plan, processes, range(round(warm_up), round(plan.seconds)), report, p95, errors):
        console.print(f"[red]Missed:[/red] {'; '.join(too_much)}.")
        raise SystemExit(1)


def _visited(
    plan: Plan, processes: int, measured: range, report: Path | None, p95: float | None, errors: float | None
) -> list[str]:
    """Visit, print and write what came of it, and return what was missed."""
    with Live(console=console, refresh_per_second=4) as live:
        tally = asyncio.run(run(shares(plan, processes), lambda so_far: live.update(progress(so_far))))
    found = rows(tally, measured)
    Console().print(as_table(found))
    if report is not None:
        console.print(f"Written: {write(report, tally, measured, how(plan, processes))}")
    if LIMITED in found[0].errors:
        console.print(
            "The shop limits this address: start it with SOUK_LIMITS_ENABLED=false for a load test."
        )
    return missed(found[0], p95, errors)


def is_here(url: str) -> bool:
    """Tell whether the address is one of this machine; raises StartFailed for what is no address."""
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise StartFailed(f"{url} is no address of a shop.", "It begins with http:// or https://.")
    if parts.hostname == "localhost":
        return True
    try:
        return ip_address(parts.hostname).is_loopback
    except ValueError:
        return False
