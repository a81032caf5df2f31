"""The document as pages for people: plain HTML, one style sheet, nothing from elsewhere."""

from souk.http.openapi.pages.page import overview, problem_page
from souk.http.openapi.pages.policy import POLICY

__all__ = ["POLICY", "overview", "problem_page"]
