"""What people are told about their own account."""

from modules.users.contracts.events import LinkWanted, PasswordChanged, SessionEnded
from modules.users.notify_user.telling import Notice, tell
from souk.database import Transaction


async def mail_link(tx: Transaction, event: LinkWanted) -> None:
    notice: Notice = "users.verify_email" if event.purpose == "verify_email" else "users.reset_password"
    await tell(tx, event.user_id, notice, id=event.link_id, values={"link_id": str(event.link_id)})


async def warn_of_new_password(tx: Transaction, event: PasswordChanged) -> None:
    await tell(tx, event.user_id, "users.password_changed")


async def warn_of_stolen_token(tx: Transaction, event: SessionEnded) -> None:
    if event.reason == "reused_token":
        await tell(tx, event.user_id, "users.token_reused")
