"""souk serve, souk worker."""

import rich_click as click

from shop.command_line.running import configured
from shop.command_line.troubles import told
from shop.ports import require_free_port
from shop.web import serve as serve_web
from shop.worker import work
from souk.configuration import WebSettings


@click.command()
def serve() -> None:
    """Serve the shop over HTTP, as it is done in production: with the PostgreSQL and Valkey of the settings.

    Needs a database that `souk migrate` brought up to date, and a worker (`souk worker`) beside it, without
    which orders wait. `souk config` lists the settings; SOUK_WEB_PORT is the port. SIGTERM ends it: it
    leaves first, then finishes what is open.
    """
    web = configured()[WebSettings]
    # Processes of one that was killed need a moment to leave.
    require_free_port(web.host, web.port, patience=1.0, how="SOUK_WEB_PORT={}")
    serve_web(web)


@click.command()
def worker() -> None:
    """Deliver events and run jobs: everything that the shop does when nobody waits for an answer.

    Run one or more, beside `souk serve`. Nothing is lost while there is none: orders are taken, and wait.
    SIGTERM ends it after what it has in hand.
    """
    with told():
        work(configured())
