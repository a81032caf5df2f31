"""Structs that cross a boundary: frozen and keyword-only without having to say so."""

from typing import Any, dataclass_transform

import msgspec


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(msgspec.field,))
class ValueMeta(msgspec.StructMeta):
    """Makes every struct below it frozen and keyword-only."""

    def __new__(mcs, name: str, bases: tuple[type, ...], namespace: dict[str, Any], **config: Any) -> Any:
        config.setdefault("frozen", True)
        config.setdefault("kw_only", True)
        return super().__new__(mcs, name, bases, namespace, **config)


class Value(msgspec.Struct, metaclass=ValueMeta):
    """A value: equal by its fields, never changed after it was made, encodable by msgspec."""
