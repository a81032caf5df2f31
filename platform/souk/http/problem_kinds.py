"""Every problem that the platform itself answers with; the modules' own are their refusals."""

from typing import NamedTuple


class ProblemKind(NamedTuple):
    """A stable code, the status that goes with it, and what it means to whoever gets it."""

    status: int
    title: str
    meaning: str


PROBLEM_KINDS = {
    "malformed": ProblemKind(
        400, "The request is malformed", "The request cannot be read; `errors` lists every mistake in it."
    ),
    "not_found": ProblemKind(
        404, "Not found", "It does not exist, or it is somebody else's: the answer is the same."
    ),
    "method_not_allowed": ProblemKind(
        405, "This method is not allowed here", "The header `Allow` names the methods that are."
    ),
    "idempotency_in_progress": ProblemKind(
        409, "Idempotency in progress", "A request with this key is under way: ask again in a moment."
    ),
    "idempotency_key_reused": ProblemKind(
        422, "Idempotency key reused", "This key was used for another request: make a new one."
    ),
    "request_timeout": ProblemKind(
        408, "The request took too long to arrive", "The body did not arrive in time."
    ),
    "body_too_large": ProblemKind(413, "The body is too large", "The detail says how much is read."),
    "target_too_long": ProblemKind(
        414, "The address is too long", "The path and the query string together are too long."
    ),
    "unsupported_media_type": ProblemKind(
        415, "Only application/json is understood", "The body is not uncompressed JSON in UTF-8."
    ),
    "too_many_requests": ProblemKind(
        429, "Too many requests", "`Retry-After` says when to come again, `RateLimit` how you stand."
    ),
    "internal_error": ProblemKind(
        500, "Something went wrong on our side", "It has been recorded under the request's id."
    ),
    "unavailable": ProblemKind(
        503,
        "Not available right now",
        "Something that is needed does not answer, or took too long; `Retry-After` says when to try again.",
    ),
}

MISTAKE_CODES = {
    "bad_length": "The header Content-Length is no number.",
    "cut_off": "The body ended before its time.",
    "invalid": "The value is not acceptable here.",
    "invalid_amount": "Not an amount in plain digits, or one with more decimals than its currency has.",
    "missing": "A field or parameter that is required is not there.",
    "missing_body": "A body is required.",
    "not_a_query": "The query string cannot be read: bad percent-encoding, no UTF-8, or too many parameters.",
    "not_allowed": "Not one of the allowed values.",
    "not_gzip": "The body is no gzip, or it ends too early.",
    "not_json": "The body is not valid JSON.",
    "not_utf8": "The body is not UTF-8.",
    "null_character": "The null character is not allowed anywhere.",
    "out_of_range": "The number is too small or too large.",
    "repeated": "A parameter was given twice.",
    "repeated_header": "A header was sent twice that may be sent once.",
    "repeated_key": "An object has a key twice.",
    "too_deep": "Arrays and objects are nested too deep.",
    "too_many_elements": "The body has too many elements.",
    "two_lengths": "The request states its length in two ways.",
    "unexpected_body": "No body is read here.",
    "unknown_coding": "The transfer coding is not chunked.",
    "unknown_field": "There is no such field.",
    "unknown_host": "The host is not served here.",
    "unknown_parameter": "There is no such parameter.",
    "wrong_form": "The text does not have the expected form.",
    "wrong_length": "The text or list is too short or too long.",
    "wrong_type": "The value is of another type than expected.",
}
