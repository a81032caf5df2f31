"""Spans say what failed and where, and nothing that somebody typed."""

from collections.abc import Iterator

import pytest
from opentelemetry import trace
from opentelemetry.sdk.trace import ReadableSpan
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from opentelemetry.trace import StatusCode

from souk.kernel import Refusal
from souk.observability.tracing import TAKEN, current_ids, current_traceparent, span
from souk.testing.spans import kept_spans

FIRST, SECOND = (f"00-{number * 32}-{number * 16}-01" for number in "12")


class SoldOut(Refusal):
    """There is none left."""


@pytest.fixture
def kept() -> Iterator[InMemorySpanExporter]:
    with kept_spans() as found:
        yield found


def only(kept: InMemorySpanExporter) -> ReadableSpan:
    (found,) = kept.get_finished_spans()
    return found


def test_a_failure_is_shown_by_kind_and_place_without_its_words(kept: InMemorySpanExporter):
    with pytest.raises(ValueError, match="canary"), span("work"):
        raise ValueError("a canary that somebody typed")
    found = only(kept)
    assert (found.status.status_code, found.status.description) == (StatusCode.ERROR, "builtins.ValueError")
    assert "canary" not in found.to_json().replace('raise ValueError(\\"a canary', "")
    assert "test_a_failure_is_shown" in str(found.events[0].attributes)


def test_a_refusal_is_an_answer_and_no_error(kept: InMemorySpanExporter):
    with pytest.raises(SoldOut), span("work"):
        raise SoldOut
    found = only(kept)
    assert found.status.status_code is StatusCode.UNSET
    assert dict(found.attributes or {})["souk.refused"] == "sold_out"


def test_a_request_that_fails_by_our_fault_is_an_error(kept: InMemorySpanExporter):
    for status in (404, 500):
        with span("GET") as served:
            assert served
            served.answered("GET", "/api/things", status)
    missing, failed = kept.get_finished_spans()
    assert (missing.name, missing.status.status_code) == ("GET /api/things", StatusCode.UNSET)
    assert failed.status.status_code is StatusCode.ERROR


def test_a_batch_of_one_cause_continues_its_trace_one_of_many_is_linked_to_all(
    kept: InMemorySpanExporter,
):
    with span("alone", kind=TAKEN, links=[FIRST, FIRST, ""]):
        pass
    with span("together", kind=TAKEN, links=[FIRST, SECOND, ""]):
        pass
    alone, together = kept.get_finished_spans()
    assert alone.parent is not None
    assert f"{alone.parent.trace_id:032x}" == "1" * 32
    assert together.parent is None
    assert {f"{link.context.trace_id:032x}" for link in together.links} == {"1" * 32, "2" * 32}


def test_what_is_at_work_is_known_within_the_span_and_nowhere_else(kept: InMemorySpanExporter):
    with span("work", traceparent=FIRST):
        found, at = current_ids()
        assert current_traceparent() == f"00-{found}-{at}-01"
        assert found == "1" * 32
    assert current_ids() == ("", "")


def test_without_telemetry_there_is_nothing():
    assert not trace.get_current_span().get_span_context().is_valid
    with span("work", traceparent=FIRST) as nothing:
        assert nothing is None
        assert (current_traceparent(), current_ids()) == ("", ("", ""))
