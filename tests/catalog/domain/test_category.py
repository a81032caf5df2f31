"""Categories."""

import pytest

from modules.catalog.domain.category import DEEPEST, Category, MovedBelowItself, TreeTooDeep
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


def test_takes_all_that_is_below_it_along():
    audio, sale = below(None), below(None)
    phones = below(audio)
    wireless = below(phones)
    phones.move(sale, [wireless])
    assert (phones.parent_id, phones.path) == (sale.id, [sale.id, phones.id])
    assert (wireless.parent_id, wireless.path) == (phones.id, [sale.id, phones.id, wireless.id])
    phones.move(None, [wireless])
    assert (phones.parent_id, phones.path, wireless.path) == (None, [phones.id], [phones.id, wireless.id])


def test_is_not_moved_below_itself():
    audio = below(None)
    phones = below(audio)
    for place in (audio, phones):
        with pytest.raises(MovedBelowItself):
            audio.move(place, [phones])
    assert (audio.path, phones.path) == ([audio.id], [audio.id, phones.id])


def test_does_not_push_what_is_below_it_deeper_than_eight_levels():
    deep = below(None)
    for _ in range(DEEPEST - 3):
        deep = below(deep)
    audio = below(None)
    phones = below(audio)
    with pytest.raises(TreeTooDeep):
        audio.move(below(deep), [phones])
    assert (audio.path, phones.path) == ([audio.id], [audio.id, phones.id])
    audio.move(deep, [phones])
    assert len(phones.path) == 8
