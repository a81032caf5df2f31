"""How a module is built: a function of the site, and the sections of settings that it reads there."""

from collections.abc import Callable, Iterable
from functools import update_wrapper
from typing import Concatenate, Generic, ParamSpec

from souk.configuration.sections import Section
from souk.modules.declarations import Module, Site

Build = Callable[[Site], Module]
More = ParamSpec("More")


class Configured(Generic[More]):
    """A function that builds a module, with the settings that the shop must load before it calls it."""

    def __init__(
        self, build: Callable[Concatenate[Site, More], Module], settings: tuple[type[Section], ...]
    ) -> None:
        update_wrapper(self, build)
        self.settings = settings
        self._build = build

    def __call__(self, site: Site, *args: More.args, **kwargs: More.kwargs) -> Module:
        return self._build(site, *args, **kwargs)


def configured_by(
    *settings: type[Section],
) -> Callable[[Callable[Concatenate[Site, More], Module]], Configured[More]]:
    """Declare the module's own settings where it is wired: `@configured_by(CartSettings)`.

    Whoever mounts the module names it once; a section that nobody mounts is unknown, and so are its names.
    """
    return lambda build: Configured(build, settings)


def settings_of(builds: Iterable[Build]) -> list[type[Section]]:
    """Return the sections that these modules read, each in its module's place."""
    return [section for build in builds if isinstance(build, Configured) for section in build.settings]
