"""The mails that people get about their own account."""

from pathlib import Path

from souk.mail import Mail

FOLDER = Path(__file__).parent / "mails"
SOME_LINK = {"link_id": "01890a5d-ac96-774b-bcce-b302099a8057"}
SOME_WEBHOOK = {"webhook": SOME_LINK["link_id"], "reason": "the receiver answered 410 Gone"}

MAILS = [
    Mail(name="users.verify_email", folder=FOLDER, example=SOME_LINK),
    Mail(name="users.reset_password", folder=FOLDER, example=SOME_LINK),
    Mail(name="users.change_email", folder=FOLDER, example=SOME_LINK),
    Mail(name="users.email_changed", folder=FOLDER, example={}),
    Mail(name="users.password_changed", folder=FOLDER, example={}),
    Mail(name="users.webhook_disabled", folder=FOLDER, example=SOME_WEBHOOK),
    Mail(name="users.token_reused", folder=FOLDER, example={}),
]
