"""Messages: values with a stable wire name, typed by what they are answered with."""

from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar, dataclass_transform

import msgspec

from souk.kernel.values import Value, ValueMeta

Answer = TypeVar("Answer")


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(msgspec.field,))
class MessageMeta(ValueMeta):
    """Lets a message carry its wire name: `class PriceList(Query[…], wire="catalog.price_list.v1")`."""

    def __new__(
        mcs,
        name: str,
        bases: tuple[type, ...],
        namespace: dict[str, Any],
        *,
        wire: str = "",
        key: str = "",
        **config: Any,
    ) -> Any:
        namespace = {**namespace, "wire": wire, "key_field": key}
        return super().__new__(mcs, name, bases, namespace, **config)


class Message(Value, metaclass=MessageMeta):
    """What crosses a module's wall. A slice's own messages need no wire name; contracts do."""

    wire: ClassVar[str]
    key_field: ClassVar[str]

    if TYPE_CHECKING:

        def __init_subclass__(cls, *, wire: str = "", key: str = "", **config: Any) -> None: ...


class Query(Message, Generic[Answer]):
    """A question: changes nothing, may be asked again, may be answered from a cache."""


class Command(Message, Generic[Answer]):
    """An order: carried out in the receiving module's own transaction, or refused as a whole."""


class Event(Message):
    """Something that happened. `key` names the field whose value orders events among themselves."""

    @property
    def ordered_by(self) -> str:
        """Events with the same key reach each subscriber in the order in which they were published."""
        return str(getattr(self, self.key_field)) if self.key_field else ""
