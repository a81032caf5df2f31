"""Slugs."""

import msgspec
import pytest

from modules.catalog.domain.slugs import LONGEST, NameMakesNoSlug, Slug, slug_from


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Wireless Headphones", "wireless-headphones"),
        ("  Chef's Knife, 20 cm ", "chefs-knife-20-cm"),
        ("Chef\u2019s Knife", "chefs-knife"),
        ("Käsereibe für Groß & Klein", "kasereibe-fur-gross-klein"),
        ("Smørrebrød Łódź Œuvre", "smorrebrod-lodz-oeuvre"),
        ("USB\u2011C / 100W", "usb-c-100w"),
        ("\uff26\uff55\uff4c\uff4c width", "full-width"),
        ("Berlin\u2013Paris", "berlin-paris"),
        ("--a--b--", "a-b"),
    ],
)
def test_are_made_of_the_letters_and_digits_of_a_name(name, slug):
    assert slug_from(name) == slug
    assert msgspec.convert(slug, Slug) == slug


def test_never_grow_longer_than_an_address_may():
    slug = slug_from("a" * (LONGEST - 1) + " tail")
    assert slug == "a" * (LONGEST - 1)


@pytest.mark.parametrize("name", ["???", "東京", "\u0301"])
def test_cannot_be_made_of_a_name_without_latin_letters(name):
    with pytest.raises(NameMakesNoSlug):
        slug_from(name)


@pytest.mark.parametrize("text", ["", "-a", "a-", "a--b", "A", "ä", "a b", "a\n", "a/b", "a.b", "a" * 201])
def test_have_one_spelling(text):
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(text, Slug)
