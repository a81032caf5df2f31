"""Categories."""

import pytest

from modules.catalog.domain.category import DEEPEST, Category, TreeTooDeep
from souk.kernel import new_id


def below(parent: Category | None) -> Category:
    return Category.added(id=new_id(), slug="x", name=" Audio ", parent=parent)


def test_at_the_top_has_only_itself_on_its_path():
    top = below(None)
    assert (top.parent_id, top.path, top.name) == (None, [top.id], "Audio")


def test_below_another_continues_its_path():
    top = below(None)
    child = below(top)
    grandchild = below(child)
    assert (grandchild.parent_id, grandchild.path) == (child.id, [top.id, child.id, grandchild.id])
    assert top.path == [top.id]


def test_go_eight_levels_deep_and_no_deeper():
    category = below(None)
    for _ in range(DEEPEST - 1):
        category = below(category)
    assert len(category.path) == 8
    with pytest.raises(TreeTooDeep) as refusal:
        below(category)
    assert refusal.value.data == {"deepest": 8}
