"""Spelling: the words that somebody may have meant."""

import pytest

from modules.catalog.domain.spelling import distance, meant, shortened


@pytest.mark.parametrize(
    ("one", "other", "slips"),
    [
        ("lamp", "lamp", 0),
        ("lamp", "lmap", 1),
        ("lamp", "lam", 1),
        ("lamp", "lamps", 1),
        ("lamp", "ramp", 1),
        ("headphones", "haedphnoes", 2),
        ("lamp", "", 4),
        ("", "lamp", 4),
        ("kitten", "sitting", 3),
    ],
)
def test_a_slip_adds_drops_replaces_or_swaps_a_letter(one, other, slips):
    assert distance(one, other) == distance(other, one) == slips


@pytest.mark.parametrize(
    ("one", "other"),
    [("lamp", "lmap"), ("lamp", "lam"), ("lamp", "lamps"), ("lamp", "ramp"), ("headphones", "haedphnoes")],
)
def test_words_that_are_near_share_what_is_left_of_them(one, other):
    assert set(shortened(one)) & set(shortened(other))


def test_a_short_word_loses_one_letter_and_a_long_one_two():
    assert shortened("cup") == ["cp", "cu", "cup", "up"]
    assert {len(each) for each in shortened("kettle")} == {4, 5, 6}
    assert {len(each) for each in shortened("x" * 10 + "y" * 11)} == {20, 21}


def test_the_nearest_are_meant_and_only_they():
    assert meant("hedphones", ["headphones", "earphones", "telephones"]) == ["headphones"]
    assert meant("lamb", ["lamp", "limb", "lame", "lamps"]) == ["lame", "lamp", "limb"]
    assert len(meant("lamp", ["camp", "damp", "ramp", "vamp"])) == 3


def test_two_slips_make_another_word_of_a_short_one():
    assert meant("lamp", ["limb", "clamps"]) == []
    assert meant("kettle", ["kelte"]) == ["kelte"]
    assert meant("kettle", []) == []
