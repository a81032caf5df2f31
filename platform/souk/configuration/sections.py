"""A section of the settings: a struct whose fields say what they mean and which are secret."""

from typing import Annotated, Any, ClassVar, dataclass_transform

import msgspec

from souk.kernel.values import Value, ValueMeta

Port = Annotated[int, msgspec.Meta(ge=1, le=65535)]
Positive = Annotated[int, msgspec.Meta(ge=1)]


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(msgspec.field,))
class SectionMeta(ValueMeta):
    """Lets a section carry its name in file and environment."""

    def __new__(
        mcs,
        name: str,
        bases: tuple[type, ...],
        namespace: dict[str, Any],
        *,
        section: str = "",
        **config: Any,
    ) -> Any:
        namespace = {**namespace, "section": section}
        return super().__new__(mcs, name, bases, namespace, forbid_unknown_fields=True, **config)


class Section(Value, metaclass=SectionMeta):
    """Settings that belong together; a module declares one of its own where it needs any."""

    section: ClassVar[str]

    def unsafe(self) -> list[str]:
        """Return what production refuses to start with."""
        return []

    def __init_subclass__(cls, *, section: str = "", **config: Any) -> None: ...


def hidden(description: str) -> msgspec.Meta:
    """Mark a setting whose value is never shown or logged."""
    return msgspec.Meta(description=description, extra={"secret": True})
