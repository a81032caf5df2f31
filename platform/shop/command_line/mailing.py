"""souk mail."""

import rich_click as click
from rich.console import Console
from rich.table import Table

from shop.assembly import assemble, configure
from souk.configuration import MailSettings
from souk.mail import LANGUAGES, Mail, rendered
from souk.modules import Registry

SOMEBODY = {"first_name": "Ann", "last_name": "Lee", "token": "A" * 64}


@click.group()
def mail() -> None:
    """The mails that the modules send."""


@mail.command("list")
def list_mails() -> None:
    """List every mail, and what its sender fills in."""
    table = Table("mail", "values")
    for name, found in sorted(_mails(assemble(configure())).items()):
        table.add_row(name, ", ".join(found.example))
    Console(soft_wrap=True).print(table)


@mail.command()
@click.argument("name")
@click.option("--language", type=click.Choice(LANGUAGES), default=LANGUAGES[0], show_default=True)
@click.option("--html", is_flag=True, help="Show the HTML instead of the text.")
def preview(name: str, language: str, *, html: bool) -> None:
    """Show a mail with its example values, as it would be sent."""
    configuration = configure()
    mails = _mails(assemble(configuration))
    if name not in mails:
        raise click.ClickException(f"There is no mail {name}; `souk mail list` shows those that there are.")
    settings = configuration[MailSettings]
    shared = {
        "shop": settings.sender_name,
        "storefront": settings.storefront_url or "http://127.0.0.1:8000/dev",
    }
    shown = rendered(mails[name], language, {**mails[name].example, **SOMEBODY, **shared})
    click.echo(shown.html if html else f"Subject: {shown.subject}\n\n{shown.text}")


def _mails(registry: Registry) -> dict[str, Mail]:
    return {mail.name: mail for module in registry.modules.values() for mail in module.mails}
