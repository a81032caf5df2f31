"""souk up: what it needs to start the servers, and no more; the shop is imported while they start."""

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import rich_click as click

from shop.command_line.commands import imported
from shop.keepsakes import kept_secret
from shop.places import data_folder, running_settings
from shop.up import UpOptions
from shop.up import up as run_everything

if TYPE_CHECKING:
    from shop.demo_shop import DemoShop


@click.command()
@click.option(
    "--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help="The port of the shop."
)
@click.option(
    "--data-dir",
    type=click.Path(path_type=Path),
    help="Where everything is kept; .souk in the checkout. Other commands find it by SOUK_DATA_DIR.",
)
@click.option(
    "--products",
    type=click.IntRange(0),
    default=1000,
    show_default=True,
    help="Size of the demo shop; 0 for an empty one.",
)
@click.option(
    "--admin-email", default="admin@souk.example", show_default=True, help="The demo administrator."
)
@click.option("--admin-password", help="Their password; made up at the first start if you give none.")
@click.option(
    "--web", "web_processes", type=click.IntRange(1), default=1, show_default=True, help="Web processes."
)
@click.option("--workers", type=click.IntRange(0), default=1, show_default=True, help="Worker processes.")
@click.option("--no-worker", is_flag=True, help="No worker: events and jobs wait until there is one.")
@click.option("--database-url", envvar="SOUK_DATABASE_URL", help="Use this PostgreSQL (its owner's address).")
@click.option("--redis-url", envvar="SOUK_VALKEY_URL", help="Use this Valkey or Redis.")
def up(
    *,
    port: int,
    data_dir: Path | None,
    products: int,
    admin_email: str,
    admin_password: str | None,
    web_processes: int,
    workers: int,
    no_worker: bool,
    database_url: str | None,
    redis_url: str | None,
) -> None:
    """Start everything: PostgreSQL, Valkey, the shop and its worker, with a demo shop inside.

    The servers come as wheels and live in the data folder; nothing is installed on the machine. Ctrl-C
    stops it all; the data stays for the next start. To begin anew, remove the data folder.
    """
    folder = (data_dir or data_folder()).resolve()

    @cache
    def shop() -> "DemoShop":
        demo: DemoShop = imported("shop.demo_shop").DemoShop(
            folder=folder,
            port=port,
            products=products,
            admin_email=admin_email,
            admin_password=admin_password,
            web_processes=web_processes,
            workers=0 if no_worker else workers,
        )
        return demo

    options = UpOptions(
        data_dir=folder,
        owner_password=kept_secret(folder, "owner-password"),
        meanwhile=shop,
        prepare=lambda urls: shop().prepare(urls),
        processes=lambda urls: shop().processes(urls),
        finish=lambda: shop().finish(),
        welcome=lambda: shop().welcome(),
        last=lambda: running_settings(folder).unlink(missing_ok=True),
        port=port,
        database_url=database_url,
        redis_url=redis_url,
    )
    raise SystemExit(run_everything(options))
