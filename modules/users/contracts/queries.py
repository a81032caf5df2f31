"""What others may ask of users."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from msgspec import Meta

from souk.kernel import Personal, Value
from souk.messages import Query


class Person(Value):
    """Somebody with an account, as far as the other modules are concerned. Not to be stored: ask again."""

    id: UUID
    email: Personal[str]
    first_name: Personal[str]
    last_name: Personal[str]
    language: str
    email_verified: bool


class PersonCard(Query[Person], wire="users.person_card.v1"):
    """Who is this? Refused with NotFound when there is no such account, or it has been erased."""

    person_id: UUID


class FindPeople(Query[list[Person]], wire="users.find_people.v1"):
    """The people of these ids, and the one with this verified address; the unknown and erased are missing."""

    person_ids: Annotated[tuple[UUID, ...], Meta(max_length=500)] = ()
    email: Personal[str] | None = None


class FindStaff(Query[list[UUID]], wire="users.find_staff.v1"):
    """Who may do this by their roles, a few hundred at most: whom to tell of something."""

    capability: Annotated[str, Meta(max_length=100)]


class AuditVerdict(Value):
    """What a walk along the whole audit chain found."""

    records: int
    head: str
    """The last link. Keep it elsewhere: with it a later walk notices when the end was cut off."""
    broken_at: int | None
    """The number of the first record that does not fit its neighbours; None when all do."""
    reason: str = ""


class VerifyAudit(Query[AuditVerdict], wire="users.verify_audit.v1"):
    """Walk along the chain of staff actions. `expected_head`, if given, must be one of its links."""

    expected_head: str = ""


class KeptMail(Value):
    """A mail that was kept instead of sent."""

    id: UUID
    recipient: Personal[str]
    subject: str
    text: str
    html: str
    kept_at: datetime


class ReadKeptMail(Query[list[KeptMail]], wire="users.read_kept_mail.v1"):
    """The latest hundred, or one. Refused with NotFound where mail is really sent."""

    id: UUID | None = None
