"""The one question that every module answers: what it keeps of a person."""

from typing import Any
from uuid import UUID

from souk.messages.messages import Query


class ExportPerson(Query[dict[str, Any]]):
    """Answered by the named module with all that it keeps of the person, as JSON. For the person alone."""

    module: str
    person_id: UUID
