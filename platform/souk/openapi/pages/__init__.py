"""The document as pages for people: plain HTML, one style sheet, nothing from elsewhere."""

from souk.openapi.pages.page import overview, problem_page
from souk.openapi.pages.policy import POLICY

__all__ = ["POLICY", "overview", "problem_page"]
