"""A visit: what an endpoint may know of a request beside its body and its parameters."""

from collections.abc import Callable
from http.cookies import CookieError, SimpleCookie
from typing import Any

from souk.http.answers import cookie_name
from souk.http.calls import Call
from souk.http.client_address import whereabouts
from souk.http.cursors import Cursors
from souk.http.languages import languages_in
from souk.http.versions import VersionRequired, version_in

AddressOf = Callable[[Any, Call], str]


class Visit:
    """The headers, the cookies, the sender's address; and cursors, sealed for this route."""

    __slots__ = ("_address_of", "_call", "_cursors", "_scope", "_secure")

    def __init__(
        self, scope: Any, call: Call, *, address_of: AddressOf, cursors: Cursors, secure: bool
    ) -> None:
        self._scope = scope
        self._call = call
        self._address_of = address_of
        self._cursors = cursors
        self._secure = secure

    def header(self, name: str) -> str | None:
        """Return a header that the route declared with `reads`, in any case."""
        value = self._call.headers.get(name.lower().encode())
        return None if value is None else value.decode("latin-1")

    def cookie(self, name: str) -> str | None:
        """Return a cookie that was set as `Cookie(name=…)`."""
        try:
            jar = SimpleCookie(self.header("cookie") or "")
        except CookieError:
            return None
        found = jar.get(cookie_name(name, secure=self._secure))
        return found.value if found else None

    @property
    def address(self) -> str:
        """The sender's address. Forwarded headers are believed from trusted proxies alone."""
        return self._address_of(self._scope, self._call)

    @property
    def whereabouts(self) -> str:
        """What a sender is counted by: the address, or the IPv6 network in which they choose it freely."""
        return whereabouts(self.address)

    @property
    def languages(self) -> list[str]:
        """What the client reads, the dearest first: `["de", "en"]`."""
        return languages_in(self.header("accept-language"))

    @property
    def raw(self) -> bytes:
        """The body as it came, for a route with `raw=True`."""
        return self._call.body

    def expected_version(self) -> int:
        """Return the version that the change is based on. Raises VersionRequired without an If-Match."""
        version = self.may_expect_version()
        if version is None:
            raise VersionRequired
        return version

    def may_expect_version(self) -> int | None:
        """Return the version of If-Match, or None where the client did not care."""
        return version_in(self.header("if-match"))

    def cursor(self, *values: object) -> str:
        """Return a cursor behind the row that has these values in the list's order."""
        return self._cursors.seal(*values)

    def after(self, cursor: str, *kinds: Any) -> tuple[Any, ...]:
        """Return the values of a cursor of this route. Raises Malformed for any other."""
        return self._cursors.open(cursor, *kinds)
