"""Text without what people leave out when they type: capitals, accents, apostrophes, punctuation."""

import re
import unicodedata

# What Unicode does not take apart into a letter and its mark.
WHOLE_LETTERS = str.maketrans(
    {"ø": "o", "æ": "ae", "œ": "oe", "đ": "d", "ð": "d", "ł": "l", "þ": "th", "\u0131": "i"}
)
APOSTROPHES = re.compile("['\u2019]")
WORD = re.compile(r"[^\W_]+")


def plain(text: str) -> str:
    """Return it in small letters without marks: `Crème brûlée` is `creme brulee`."""
    small = APOSTROPHES.sub("", text.casefold())
    if small.isascii():
        return small  # most words are: a catalogue of a hundred thousand products has millions of them
    small = small.translate(WHOLE_LETTERS)
    apart = unicodedata.normalize("NFKD", small)
    return "".join(character for character in apart if not unicodedata.combining(character))


def words_of(text: str) -> list[str]:
    """Return the plain words in their order."""
    return WORD.findall(plain(text))
