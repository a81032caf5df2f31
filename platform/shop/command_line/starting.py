"""souk serve, souk worker."""

import rich_click as click

from shop.command_line.running import configured
from shop.web import serve as serve_web
from shop.worker import work
from souk.configuration import WebSettings


@click.command()
def serve() -> None:
    """Serve the shop over HTTP, with the servers from the settings."""
    serve_web(configured()[WebSettings])


@click.command()
def worker() -> None:
    """Deliver events and run jobs."""
    work(configured())
