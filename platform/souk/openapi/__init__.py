"""The OpenAPI document of everything that is served, as JSON, as pages, and as committed copies."""

from souk.openapi.committed import as_text, differences, write
from souk.openapi.document import document
from souk.openapi.problem_list import markdown

__all__ = ["as_text", "differences", "document", "markdown", "write"]
