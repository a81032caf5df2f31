"""An operation as a card that opens."""

import json
from collections.abc import Mapping
from typing import Any

from souk.openapi.pages.markup import Markup, tag, with_code
from souk.openapi.pages.schema_tables import field_table, parameter_table

Part = Mapping[str, Any]

PROBLEM = 400


def card(method: str, path: str, operation: Part, components: Part) -> Markup:
    return tag(
        "details",
        tag(
            "summary",
            tag("span", method.upper(), class_=f"method {method}"),
            tag("code", path, class_="path"),
            tag("span", with_code(operation["summary"]), class_="what"),
            tag("span", operation["x-policy"], class_="policy"),
        ),
        tag("div", *_inside(operation, components), class_="inside"),
        id=operation["operationId"],
    )


def _inside(operation: Part, components: Part) -> list[Markup]:
    found = [tag("p", with_code(operation["description"]))] if "description" in operation else []
    if "parameters" in operation:
        found += [tag("h4", "Parameters"), parameter_table(operation["parameters"])]
    if "requestBody" in operation:
        found += [tag("h4", "Body"), *_content(operation["requestBody"]["content"], components)]
    responses: Mapping[str, Part] = operation["responses"]
    for status, response in responses.items():
        if int(status) < PROBLEM:
            found.append(tag("h4", f"Answer {status} ", tag("small", response["description"])))
            found += _content(response.get("content", {}), components)
    return [*found, tag("h4", "Problems"), _problems(responses, components["examples"])]


def _content(content: Part, components: Part) -> list[Markup]:
    found: list[Markup] = []
    for media_type, described in content.items():
        if media_type != "application/json":
            found.append(tag("p", tag("code", media_type)))
        if "example" in described:
            found.append(
                tag(
                    "div",
                    field_table(described["schema"], components["schemas"]),
                    tag("pre", json.dumps(described["example"], indent=2, ensure_ascii=False)),
                    class_="pair",
                )
            )
    return found


def _problems(responses: Mapping[str, Part], meanings: Part) -> Markup:
    rows = [
        tag(
            "tr",
            tag("td", status),
            tag("td", tag("a", tag("code", code), href=f"#problem-{code}")),
            tag("td", with_code(meanings[code]["summary"])),
        )
        for status, response in responses.items()
        if int(status) >= PROBLEM
        for content in response["content"].values()
        for code in content.get("examples", ())
    ]
    return tag("table", tag("tbody", *rows), class_="problems")
