"""souk seed."""

import rich_click as click

from shop.command_line.running import configured, with_runtime
from shop.seeding import seed as fill


@click.command()
@click.option("--products", default=1000, show_default=True, help="How many products the shop shall have.")
def seed(products: int) -> None:
    """Fill the shop with demo products; what is there already stays."""
    with_runtime(configured(), lambda runtime: fill(runtime, products, click.echo))
