"""The processes that ask, side by side, and what they say added up."""

import asyncio
import os
import sys
from collections.abc import Callable, Sequence

import msgspec

from shop.load.generator import NOTHING, Plan
from shop.load.tallies import Portion, Tally
from shop.places import ROOT
from souk.startup import StartFailed

PORTIONS = msgspec.json.Decoder(list[Portion])
LONGEST_LINE = 16 * 1024 * 1024


def shares(plan: Plan, processes: int) -> list[Plan]:
    """Divide a plan between processes."""
    return [
        msgspec.structs.replace(
            plan,
            rate=plan.rate / processes,
            visitors=plan.visitors // processes + (number < plan.visitors % processes),
            seed=plan.seed + number,
        )
        for number in range(processes)
    ]


async def run(plans: Sequence[Plan], heard: Callable[[Tally], None]) -> Tally:
    """Run the plans to their end; `heard` is called whenever there is more. Raises StartFailed."""
    tally = Tally()
    started = [await _started(plan) for plan in plans]
    try:
        await asyncio.gather(*(_listen(process, tally, heard) for process in started))
    finally:
        for process in started:
            if process.returncode is None:
                process.terminate()
                await process.wait()
    status = max(process.returncode or 0 for process in started)
    if status == NOTHING:
        raise StartFailed("The shop shows no products.", "`souk seed` fills it.")
    if status:
        raise StartFailed(f"{plans[0].url} does not answer as a shop does.", "Is that its address?")
    return tally


async def _started(plan: Plan) -> asyncio.subprocess.Process:
    path = os.pathsep.join([str(ROOT / "platform"), os.environ.get("PYTHONPATH", "")])
    return await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "shop.load.generator",
        msgspec.json.encode(plan).decode(),
        stdout=asyncio.subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": path},
        limit=LONGEST_LINE,
    )


async def _listen(process: asyncio.subprocess.Process, tally: Tally, heard: Callable[[Tally], None]) -> None:
    assert process.stdout is not None  # noqa: S101 - it is a pipe; this is for the type checker
    async for line in process.stdout:
        tally.absorb(PORTIONS.decode(line))
        heard(tally)
    await process.wait()
