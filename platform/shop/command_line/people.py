"""souk users."""

import secrets

import rich_click as click

from modules.users.contracts.commands import AppointAdministrator, RotateSigningKey
from shop.command_line.running import configured, with_runtime
from souk.messages import SYSTEM, Context
from souk.runtime import Runtime


@click.group()
def users() -> None:
    """Accounts, as far as the command line is concerned."""


@users.command("create-admin")
@click.option("--email", prompt="E-mail", help="The administrator's address.")
@click.option("--password", help="Their password; one is made up and shown if you give none.")
def create_admin(email: str, password: str | None) -> None:
    """Make somebody an administrator, with an account of their own if they have none yet."""
    chosen = password or secrets.token_urlsafe(12)

    async def appoint(runtime: Runtime) -> None:
        bus = runtime.switchboard.bus(Context(actor=SYSTEM, caller="command line", reason="create-admin"))
        await bus.do(AppointAdministrator(email=email, password=chosen))

    with_runtime(configured(), appoint)
    click.echo(
        f"{email} is an administrator." + ("" if password else f" A new account's password is {chosen}")
    )


@users.command("rotate-key")
def rotate_key() -> None:
    """Sign access tokens with a new key; the old one is honoured until its last token has run out."""

    async def rotate(runtime: Runtime) -> str:
        bus = runtime.switchboard.bus(Context(actor=SYSTEM, caller="command line", reason="rotate-key"))
        return await bus.do(RotateSigningKey())

    click.echo(f"Tokens are signed with {with_runtime(configured(), rotate)} in a moment.")
