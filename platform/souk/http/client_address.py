"""Where a request comes from: the connection's other end, unless that is a proxy we trust to say."""

from collections.abc import Iterable
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network
from typing import Any

UNKNOWN = "unknown"


class ClientAddresses:
    """Finds the address of a request's sender; forwarded headers count from trusted proxies alone."""

    __slots__ = ("_proxies",)

    def __init__(self, trusted_proxies: Iterable[str]) -> None:
        self._proxies: list[IPv4Network | IPv6Network] = [
            ip_network(each, strict=False) for each in trusted_proxies
        ]

    def of(self, scope: Any, forwarded_for: str | None) -> str:
        """Return the nearest address that no trusted proxy has: what stands left of it anybody can write."""
        client = scope.get("client")
        nearest = client[0] if client else UNKNOWN
        if not self._proxies:
            return str(nearest)
        for hop in [nearest, *reversed((forwarded_for or "").split(","))]:
            address = hop.strip()
            if not self._trusts(address):
                return address if _is_address(address) else str(nearest)
            nearest = address
        return str(nearest)

    def _trusts(self, text: str) -> bool:
        if not _is_address(text):
            return False
        address = ip_address(text)
        return any(address in network for network in self._proxies)


def _is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True
