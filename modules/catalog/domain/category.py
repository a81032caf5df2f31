"""A category: a place in the tree, which knows the way to itself."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from msgspec import Meta

from souk.kernel import Refusal

DEEPEST = 8

CategoryName = Annotated[str, Meta(min_length=1, max_length=100, pattern=r"\S")]


class UnknownCategory(Refusal):
    """There is no category with this slug."""


class CategoryNotEmpty(Refusal):
    """A category that holds products or other categories stays."""


class MovedBelowItself(Refusal):
    """A category cannot be moved to a place below itself."""


class TreeTooDeep(Refusal):
    """Nobody finds anything below that many levels."""

    def __init__(self) -> None:
        super().__init__(f"Categories are at most {DEEPEST} levels deep.", deepest=DEEPEST)


@dataclass(eq=False, kw_only=True)
class Category:
    """The path holds the ids from the top down to itself: its subtree is all that has its id in the path."""

    id: UUID
    slug: str
    name: str
    parent_id: UUID | None
    path: list[UUID]
    version: int = 0

    @classmethod
    def added(cls, *, id: UUID, slug: str, name: str, parent: "Category | None") -> "Category":
        """Add a category under another one, or at the top."""
        path = [*parent.path, id] if parent else [id]
        if len(path) > DEEPEST:
            raise TreeTooDeep
        parent_id = parent.id if parent else None
        return cls(id=id, slug=slug, name=name.strip(), parent_id=parent_id, path=path)

    def move(self, parent: "Category | None", below: "Iterable[Category]") -> None:
        """Move it under another one, or to the top, with all that are below it."""
        if parent is not None and self.id in parent.path:
            raise MovedBelowItself
        before = len(self.path) - 1
        way = list(parent.path) if parent else []
        moved = [self, *below]
        if len(way) - before + max(len(each.path) for each in moved) > DEEPEST:
            raise TreeTooDeep
        self.parent_id = parent.id if parent else None
        for each in moved:
            each.path = [*way, *each.path[before:]]
