"""souk shell."""

import asyncio
import code

import rich_click as click

from shop.assembly import assemble
from shop.command_line.running import configured
from souk.messages import SYSTEM, Context
from souk.runtime import Runtime


@click.command()
def shell() -> None:
    """Open a Python prompt with the shop at hand: `run(bus.ask(...))`, `runtime`, `registry`.

    Whoever types there acts as the system itself, and may do everything. For a look, not for daily work.
    """
    configuration = configured()
    registry = assemble(configuration)
    loop = asyncio.new_event_loop()
    runtime = Runtime(registry, configuration)
    bus = runtime.switchboard.bus(Context(actor=SYSTEM, caller="shell", reason="souk shell"))
    names = {"runtime": runtime, "registry": registry, "bus": bus, "run": loop.run_until_complete}
    banner = (
        "The shop's modules: "
        + ", ".join(registry.names)
        + "\nrun(bus.ask(…)), run(bus.do(…)), runtime, registry"
    )
    try:
        code.interact(banner=banner, local=names, exitmsg="")
    finally:
        loop.run_until_complete(runtime.close())
