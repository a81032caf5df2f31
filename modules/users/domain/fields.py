"""What the fields of an account may hold."""

from typing import Annotated

from msgspec import Meta

from modules.users.domain.passwords import LONGEST, SHORTEST
from souk.kernel import form

Email = Annotated[str, form(r"[^@\s]{1,64}@[^@\s]{1,185}\.[^@\s.]{2,63}")]
Name = Annotated[str, Meta(min_length=1, max_length=100, pattern=r"\S")]
NewPassword = Annotated[str, Meta(min_length=SHORTEST, max_length=LONGEST)]
GivenPassword = Annotated[str, Meta(max_length=LONGEST)]
"""One that is only compared: how short it is says nothing about the account's own."""
LinkToken = Annotated[str, form(r"[A-Za-z0-9_\-]{64}")]
Language = Annotated[str, form(r"[a-zA-Z]{2,3}(-[a-zA-Z0-9]{2,8})*", longest=35)]
RoleName = Annotated[str, form(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", longest=50)]
CapabilityName = Annotated[str, Meta(min_length=1, max_length=100)]
Line = Annotated[str, Meta(min_length=1, max_length=200, pattern=r"\S")]
Country = Annotated[str, form("[A-Z]{2}")]
