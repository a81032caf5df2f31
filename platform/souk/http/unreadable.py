"""What the gate refuses before any route is asked, as an answer."""

from souk.http.answers import Answer, Headers
from souk.http.problems import problem

CLOSE = (b"connection", b"close")


class Unreadable(Exception):
    """The request does not get past the gate."""

    def __init__(self, status: int, code: str, detail: str, headers: Headers = ()) -> None:
        super().__init__(detail)
        self.status = status
        self.code = code
        self.detail = detail
        self.headers = [CLOSE, *headers]

    def answer(self, request_id: str) -> Answer:
        """Answer and close: what is left of the request on the wire is not worth reading."""
        if self.status == 400:  # noqa: PLR2004 - malformed requests share one code and list their mistakes
            mistake = {"pointer": "", "code": self.code, "detail": self.detail}
            return problem(400, "malformed", self.detail, request_id, headers=self.headers, errors=[mistake])
        return problem(self.status, self.code, self.detail, request_id, headers=self.headers)
