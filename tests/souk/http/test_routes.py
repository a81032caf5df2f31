"""A route that contradicts itself is refused when it is declared, not when it is called."""

from uuid import UUID

import pytest

from souk.http import Answer, Body, Parameters, Reply, Shown, get, post, public


class One(Body):
    name: str


class Two(Body):
    name: str


class Filters(Parameters):
    q: str = ""


class Seen(Shown):
    name: str


def test_reads_everything_from_the_function():
    @post("/api/stalls/{stall_id}/things", policy=public, status=201)
    async def place(stall_id: UUID, body: One, filters: Filters) -> Reply[Seen]:
        """Place a thing."""
        raise NotImplementedError

    assert (place.method, place.status, place.name) == ("POST", 201, "place")
    assert place.in_path == {"stall_id": UUID}
    assert (place.body_name, place.parameters_name, place.wants_bus) == ("body", "filters", "")
    assert place.answer is Seen
    assert place.summary == "Place a thing."


def test_without_a_sentence_the_name_speaks():
    @get("/api/open_stalls", policy=public)
    async def list_open_stalls() -> Answer:
        raise NotImplementedError

    assert list_open_stalls.summary == "List open stalls"
    assert list_open_stalls.answer is None


async def two_bodies(one: One, two: Two) -> None: ...
async def unknown(body: One, number: int) -> None: ...
async def without_id() -> None: ...
async def id_of_another_kind(stall_id: int) -> None: ...


@pytest.mark.parametrize(
    ("path", "function"),
    [
        ("/api/a", two_bodies),
        ("/api/a", unknown),
        ("/api/{stall_id}", without_id),
        ("/api/{stall_id}", id_of_another_kind),
    ],
)
def test_refuses_what_does_not_fit(path: str, function):
    with pytest.raises(TypeError):
        post(path, policy=public)(function)
