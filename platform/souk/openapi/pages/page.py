"""The overview of everything that is served, and the page of one problem."""

from collections.abc import Mapping
from typing import Any

from souk.openapi.pages.markup import Markup, tag, with_code
from souk.openapi.pages.operation_cards import card
from souk.openapi.pages.policy import STYLE

Document = Mapping[str, Any]


def overview(document: Document) -> str:
    names = [tag_["name"] for tag_ in document["tags"]]
    links = [tag("a", name, href=f"#{name}") for name in [*names, "problems"]]
    return _page(
        "Souk API",
        tag(
            "header",
            tag("h1", "Souk API"),
            tag("p", with_code(document["info"]["description"])),
            tag("nav", *links, tag("a", "openapi.json", href="/schema/openapi.json", class_="file")),
        ),
        *(_section(each, document) for each in document["tags"]),
        _problems(document),
    )


def problem_page(document: Document, code: str) -> str:
    """Return what `type` in a problem points to. The code must be one of the document's."""
    shown = document["components"]["examples"][code]
    problem = shown["value"]
    return _page(
        problem["title"],
        tag(
            "header",
            tag("h1", problem["title"]),
            tag("p", tag("code", code), f", status {problem['status']}"),
            tag("p", with_code(shown["summary"])),
            tag("nav", tag("a", "All problems", href="/schema#problems")),
        ),
    )


def _page(title: str, *inside: Markup) -> str:
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("title", title),
        tag("style", Markup(STYLE)),
    )
    return "<!doctype html>" + tag("html", head, tag("body", tag("main", *inside)), lang="en")


def _section(module: Document, document: Document) -> Markup:
    cards = [
        card(method, path, operation, document["components"])
        for path, operations in document["paths"].items()
        for method, operation in operations.items()
        if module["name"] in operation["tags"]
    ]
    return tag(
        "section",
        tag("h2", module["name"]),
        tag("p", module["description"]),
        *cards,
        id=module["name"],
    )


def _problems(document: Document) -> Markup:
    rows = [
        tag(
            "tr",
            tag("td", str(shown["value"]["status"])),
            tag("td", tag("a", tag("code", code), href=f"/problems/{code}")),
            tag("td", with_code(shown["summary"])),
            id=f"problem-{code}",
        )
        for code, shown in document["components"]["examples"].items()
    ]
    return tag(
        "section",
        tag("h2", "problems"),
        tag("p", "Every answer from 400 upwards carries one of these codes. They are stable."),
        tag("table", tag("tbody", *rows), class_="problems"),
        id="problems",
    )
