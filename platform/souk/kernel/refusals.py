"""Refusals: the business says no, with a stable code, and nothing has changed."""

import re
from typing import ClassVar


class Refusal(Exception):
    """The business says no. The transaction is rolled back, the caller hears the code and the sentence.

    A subclass stands beside the code that raises it, one for each reason. Its `code` is its name in
    snake_case, its `status` that of the HTTP answer: never 400, which is for malformed requests. The
    first sentences of its docstring are what people are told, unless it knows better.
    `data` holds what a program needs to react; it is part of the public answer.
    """

    status: ClassVar[int] = 409
    code: ClassVar[str] = "refusal"
    title: ClassVar[str] = "Refused"
    sentence: ClassVar[str] = title

    def __init_subclass__(cls) -> None:
        words = re.findall(r"[A-Z]+(?![a-z])|[A-Z][a-z0-9]*", cls.__name__)
        cls.code = "_".join(words).lower()
        cls.title = " ".join(words).capitalize()
        told, *_ = (cls.__dict__.get("__doc__") or cls.title).split("\n\n")
        cls.sentence = " ".join(told.split())

    def __init__(self, detail: str = "", **data: object) -> None:
        super().__init__(detail or self.sentence)
        self.detail = detail or self.sentence
        self.data = data


class NotFound(Refusal):
    """It does not exist, or it is somebody else's: the answer is the same."""

    status = 404

    def __init__(self, what: str = "resource") -> None:
        super().__init__(f"There is no such {what}.")
