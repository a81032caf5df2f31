"""A module is mounted by one name, its own settings with it."""

from sqlalchemy import MetaData

from souk.configuration import PLATFORM_SECTIONS, load
from souk.configuration.sections import Section
from souk.modules import Module, Site, configured_by, settings_of
from souk.testing import StoppedClock


class GiftSettings(Section, section="gifts"):
    """What gifts are wrapped in."""

    paper: str = "brown"


@configured_by(GiftSettings)
def gifts(site: Site, *, word: str = "paper") -> Module:
    """Wire gifts."""
    kind = site.configuration[GiftSettings].paper
    return Module(name="gifts", summary=f"{kind} {word}", tables=MetaData(schema="gifts"))


def cards(_: Site) -> Module:
    return Module(name="cards", summary="Cards.", tables=MetaData(schema="cards"))


def site() -> Site:
    sections = [*PLATFORM_SECTIONS, *settings_of([cards, gifts])]
    overrides = {"secret": "s" * 64, "gifts.paper": "red"}
    return Site(configuration=load(sections, environment={}, overrides=overrides), clock=StoppedClock())


def test_its_settings_come_with_it():
    assert settings_of([cards, gifts]) == [GiftSettings]
    assert gifts(site()).summary == "red paper"


def test_it_is_still_the_function_that_it_was():
    assert gifts(site(), word="ribbon").summary == "red ribbon"
    assert (gifts.__module__, gifts.__doc__) == (__name__, "Wire gifts.")
