"""Send one mail: look the address up, render, hand it to the server, and note what became of it."""

from collections.abc import Mapping
from uuid import UUID

from sqlalchemy import insert, select

from modules.users.domain.account import Standing
from modules.users.domain.links import Purpose
from modules.users.domain.notification import Delivery, Notification
from modules.users.domain.tokens import LinkSecrets
from modules.users.tables import accounts, kept_mails
from souk.database import Transaction
from souk.kernel import Personal, Value
from souk.mail import Letter, Mail, Post, Undeliverable, best_language, rendered
from souk.messages import Job, Query


class SendMail(Job, wire="users.send_mail.v1"):
    """Given with the notification's own transaction."""

    notification_id: UUID


class Addressee(Value):
    """Who gets the mail, and what it is to say."""

    email: Personal[str]
    first_name: Personal[str]
    last_name: Personal[str]
    language: str
    template: str
    values: dict[str, str]
    person_id: UUID | None


class AddresseeOf(Query[Addressee | None]):
    """Nobody, if it was sent already, or if the person has been erased meanwhile."""

    notification_id: UUID


class Stationery(Value):
    """What all mails share."""

    shop: str
    storefront: str


async def address_mail(tx: Transaction, query: AddresseeOf) -> Addressee | None:
    notice = await tx.get(Notification, query.notification_id)
    if notice is None or notice.delivery is not Delivery.WAITING:
        return None
    if notice.person_id is None:
        return _addressee(notice, notice.guest_email or "", "", "", notice.language or "en")
    person = select(accounts.c.email, accounts.c.first_name, accounts.c.last_name, accounts.c.language)
    there = [accounts.c.id == notice.person_id, accounts.c.standing != Standing.ERASED]
    row = (await tx.execute(person.where(*there))).one_or_none()
    if row is None:
        return None
    language = notice.language or row.language
    email = notice.guest_email or row.email
    return _addressee(notice, email, row.first_name, row.last_name, language)


async def send_mail(
    tx: Transaction,
    job: SendMail,
    *,
    post: Post,
    mails: Mapping[str, Mail],
    links: LinkSecrets,
    stationery: Stationery,
) -> None:
    """Send before the transaction begins: no lock and no connection waits for a mail server.

    Should this process die between the two, the letter goes out again under the same Message-ID.
    """
    addressee = await tx.ask(AddresseeOf(notification_id=job.notification_id))
    letter = _letter(job.notification_id, addressee, mails, links, stationery) if addressee else None
    refusal = "" if letter else "nobody is there to be told"
    try:
        if letter:
            await post.send(letter)
    except Undeliverable as error:
        refusal = str(error)
    notice = await tx.get(Notification, job.notification_id, lock=True)
    if notice is None or notice.delivery is not Delivery.WAITING:
        return
    if refusal or letter is None:
        notice.settle(Delivery.REFUSED, tx.now, refusal)
    else:
        notice.settle(Delivery.KEPT if post.keeps else Delivery.SENT, tx.now)
        await tx.flush()
        if post.keeps:
            await _keep(tx, letter, notice.person_id)


async def _keep(tx: Transaction, letter: Letter, person_id: UUID | None) -> None:
    await tx.execute(
        insert(kept_mails).values(
            id=letter.id,
            person_id=person_id,
            recipient=letter.recipient,
            subject=letter.subject,
            text=letter.text,
            html=letter.html,
            kept_at=tx.now,
        )
    )


def _addressee(notice: Notification, email: str, first: str, last: str, language: str) -> Addressee:
    return Addressee(
        email=email,
        first_name=first,
        last_name=last,
        language=language,
        template=notice.template,
        values=notice.values,
        person_id=notice.person_id,
    )


def _letter(
    id: UUID, to: Addressee, mails: Mapping[str, Mail], links: LinkSecrets, stationery: Stationery
) -> Letter:
    language = best_language([to.language])
    values = {
        **to.values,
        "first_name": to.first_name,
        "last_name": to.last_name,
        "shop": stationery.shop,
        "storefront": stationery.storefront,
    }
    if "link_id" in values:
        values["token"] = links.token_of(UUID(values["link_id"]), _purpose(to.template))
    content = rendered(mails[to.template], language, values)
    return Letter(
        id=id,
        recipient=to.email,
        subject=content.subject,
        text=content.text,
        html=content.html,
        language=language,
    )


def _purpose(template: str) -> str:
    return Purpose(template.removeprefix("users.")).value
