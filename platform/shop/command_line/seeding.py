"""souk seed."""

import rich_click as click


@click.command()
def seed() -> None:
    """Seed."""
