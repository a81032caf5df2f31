"""souk users."""

import secrets

import msgspec
import rich_click as click

from modules.users.contracts.commands import AppointAdministrator, RotateSigningKey
from shop.command_line.running import with_bus


@click.group()
def users() -> None:
    """The first administrator, and the keys that sign access tokens; everything else is in the API."""


@users.command("create-admin")
@click.option("--email", prompt="E-mail", help="The administrator's address.")
@click.option("--password", help="Their password; one is made up and shown if you give none.")
def create_admin(email: str, password: str | None) -> None:
    """Make somebody an administrator, with an account of their own if they have none yet.

    Whoever has an account already keeps their password.

        souk users create-admin --email boss@shop.example
    """
    chosen = password or secrets.token_urlsafe(12)
    command = AppointAdministrator(email=email, password=chosen)
    try:
        with_bus("create-admin", lambda bus: bus.do(command))
    except msgspec.ValidationError as mistake:
        raise click.UsageError(f"{mistake}.") from mistake
    click.echo(f"{email} is an administrator.")
    if not password:
        click.echo(f"A new account's password is {chosen} ; one that was there already keeps its own.")


@users.command("rotate-key")
def rotate_key() -> None:
    """Sign access tokens with a new key; the old one is honoured until its last token has run out.

    A schedule does so each month. Nobody has to sign in again.
    """
    key = with_bus("rotate-key", lambda bus: bus.do(RotateSigningKey()))
    click.echo(f"Tokens are signed with {key} in a moment.")
