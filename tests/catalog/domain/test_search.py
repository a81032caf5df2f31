"""What is typed into the search box."""

import pytest

from modules.catalog.domain.search import MOST_WORDS, all_of, any_of, read_search


def test_everything_is_a_word_or_between_words():
    search = read_search("Crème & 100% (brûlée)! | <-> ' \\ _ :*")
    assert search.words == ("creme", "100", "brulee")
    assert all_of(search, {}) == "(creme) & (100) & (brulee)"


def test_words_within_quotes_stand_one_behind_the_other():
    search = read_search('black "Noise Cancelling" phones "" "!"')
    assert (search.words, search.phrases) == (("black", "phones"), (("noise", "cancelling"),))
    assert all_of(search, {}) == "(black) & (phones) & (noise <-> cancelling)"
    assert any_of(search, {}) == "(black) | (phones) | (noise <-> cancelling)"


def test_a_quote_without_its_end_is_only_a_character():
    assert read_search('the "best').words == ("the", "best")


def test_what_was_meant_stands_beside_what_was_written():
    search = read_search("hedphones black")
    assert all_of(search, {"hedphones": ["headphones"]}) == "(hedphones | headphones) & (black)"


def test_a_sku_is_looked_for_as_it_was_written():
    assert read_search("AUR-3.B aur-3.b").skus == ("aur-3.b",)


def test_numbers_and_short_words_are_not_guessed():
    assert read_search("xl 128 hedphones tv hedphones").guessable == ["hedphones"]


@pytest.mark.parametrize("text", ["", "  ", "!?", '""', "%"])
def test_without_a_word_there_is_nothing_to_look_for(text):
    assert read_search(text).is_empty


def test_a_sentence_is_as_much_as_anybody_means():
    search = read_search(" ".join(f"word{number}" for number in range(50)))
    assert len(search.words) == len(search.skus) == MOST_WORDS
    assert not search.is_empty
