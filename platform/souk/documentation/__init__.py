"""Pages about every module, generated from what the modules declare: so they cannot be wrong for long."""

from souk.documentation.folder import outdated, write
from souk.documentation.pages import pages

__all__ = ["outdated", "pages", "write"]
