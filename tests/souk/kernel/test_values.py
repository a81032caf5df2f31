"""Values, refusals, ids."""

import msgspec
import pytest

from souk.kernel import NotFound, Refusal, Value, new_id


class Point(Value):
    x: int


class OutOfStock(Refusal):
    """There is not enough of it."""


def test_a_value_never_changes():
    with pytest.raises(AttributeError):
        Point(x=1).x = 2  # type: ignore[misc]


def test_a_value_is_made_by_name():
    with pytest.raises(TypeError):
        Point(1)  # type: ignore[misc]


def test_a_refusal_is_named_after_its_reason():
    refusal = OutOfStock("Only two are left.", left=2)
    assert (refusal.code, refusal.title, refusal.status) == ("out_of_stock", "Out of stock", 409)
    assert (refusal.detail, refusal.data) == ("Only two are left.", {"left": 2})


class NoneLeft(Refusal):
    """There is none
    left of it.

    Raised at the till.
    """


def test_a_refusal_says_what_its_class_says_unless_it_knows_better():
    assert NoneLeft().detail == str(NoneLeft()) == "There is none left of it."
    assert NoneLeft("Only one is.").detail == "Only one is."


class Unexplained(NoneLeft):
    pass


def test_a_refusal_that_says_nothing_has_its_name():
    assert Unexplained().detail == "Unexplained"


def test_somebody_elses_is_not_there():
    assert NotFound("order").status == 404
    assert NotFound("order").detail == "There is no such order."


def test_ids_are_uuids_of_version_7_in_order_of_time():
    ids = [new_id() for _ in range(1000)]
    assert {id.version for id in ids} == {7}
    assert len(set(ids)) == 1000
    times = [id.int >> 80 for id in ids]
    assert times == sorted(times)


def test_values_cross_a_wire():
    assert msgspec.json.decode(msgspec.json.encode(Point(x=3)), type=Point) == Point(x=3)
