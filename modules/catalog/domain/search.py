"""What somebody typed into the search box, taken apart."""

import re
from typing import Annotated

from msgspec import Meta

from modules.catalog.domain.plain_text import words_of
from modules.catalog.domain.spelling import SHORTEST
from souk.kernel import Value

LONGEST = 200
MOST_WORDS = 12

SearchText = Annotated[str, Meta(max_length=LONGEST)]
PHRASE = re.compile(r'"([^"]+)"')


class Search(Value):
    """`words` are looked for anywhere, `phrases` word behind word, `skus` as they were written."""

    words: tuple[str, ...]
    phrases: tuple[tuple[str, ...], ...]
    skus: tuple[str, ...]

    @property
    def is_empty(self) -> bool:
        return not self.words and not self.phrases

    @property
    def guessable(self) -> list[str]:
        """The words that may be misspelled: a number is what it is."""
        return sorted({w for w in self.words if len(w) >= SHORTEST and not w.isdigit()})


def read_search(text: str) -> Search:
    """Everything in it is a word or between words; nothing is an operator but a pair of quotes."""
    phrases = [tuple(words_of(phrase)) for phrase in PHRASE.findall(text)]
    rest = PHRASE.sub(" ", text)
    return Search(
        words=tuple(dict.fromkeys(words_of(rest)))[:MOST_WORDS],
        phrases=tuple(phrase[:MOST_WORDS] for phrase in phrases if phrase)[:MOST_WORDS],
        skus=tuple(dict.fromkeys(text.casefold().split()))[:MOST_WORDS],
    )


def all_of(search: Search, meant: dict[str, list[str]]) -> str:
    """Return a tsquery that asks for every word, or what was meant by it."""
    return " & ".join(_parts(search, meant))


def any_of(search: Search, meant: dict[str, list[str]]) -> str:
    """Return a tsquery that is content with one of them."""
    return " | ".join(_parts(search, meant))


def _parts(search: Search, meant: dict[str, list[str]]) -> list[str]:
    words = [f"({' | '.join([word, *meant.get(word, [])])})" for word in search.words]
    return [*words, *(f"({' <-> '.join(phrase)})" for phrase in search.phrases)]
