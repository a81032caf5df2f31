"""Open an account, once for each e-mail address."""

from uuid import UUID

from modules.users.contracts.events import LinkWanted, UserRegistered
from modules.users.domain.account import Account, EmailTaken
from modules.users.domain.fields import Email, Language, Name, NewPassword
from modules.users.domain.links import MailedLink, Purpose
from modules.users.domain.passwords import Passwords
from souk.database import Transaction
from souk.kernel import Value
from souk.messages import Command


class Registered(Value):
    """The new account."""

    id: UUID
    email: str
    first_name: str
    last_name: str


class Register(Command[Registered]):
    email: Email
    password: NewPassword
    first_name: Name
    last_name: Name
    language: Language = "en"


async def register(tx: Transaction, command: Register, *, passwords: Passwords) -> Registered:
    passwords.check(command.password, command.email, command.first_name, command.last_name)
    account = Account.opened(
        id=tx.new_id(),
        email=command.email,
        first_name=command.first_name,
        last_name=command.last_name,
        password_hash=await passwords.hash(command.password),
        at=tx.now,
        language=command.language,
    )
    tx.add(account)
    await tx.flush(account_email_key=EmailTaken)
    link = MailedLink.made(
        id=tx.new_id(),
        account_id=account.id,
        email=account.email,
        purpose=Purpose.VERIFY_EMAIL,
        at=tx.now,
    )
    tx.add(link)
    tx.publish(UserRegistered(user_id=account.id))
    tx.publish(LinkWanted(user_id=account.id, link_id=link.id, purpose="verify_email"))
    return Registered(
        id=account.id, email=account.email, first_name=account.first_name, last_name=account.last_name
    )
