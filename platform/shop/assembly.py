"""Assembles the shop: the mounted modules, their settings, one registry."""

from collections.abc import Mapping

from shop.mounted import MODULES
from shop.places import settings_files
from souk.administration import administration
from souk.configuration import PLATFORM_SECTIONS, Configuration, load
from souk.configuration.sections import Section
from souk.kernel import CLOCK, Clock
from souk.modules import Registry, Site, settings_of

SECTIONS: tuple[type[Section], ...] = (*PLATFORM_SECTIONS, *settings_of(MODULES))


def configure(overrides: Mapping[str, object] | None = None) -> Configuration:
    """Load the settings of the platform and of every module."""
    return load(SECTIONS, files=settings_files(), overrides=overrides)


def assemble(configuration: Configuration, clock: Clock | None = None) -> Registry:
    """Mount every module."""
    site = Site(configuration=configuration, clock=clock or CLOCK)
    modules = [build(site) for build in MODULES]
    registry = Registry(modules, administration(modules, configuration))
    site.fill(registry.declarations)
    return registry
