"""Where a request comes from: the connection's other end, unless that is a proxy we trust to say."""

from collections.abc import Iterable
from functools import lru_cache
from ipaddress import IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Any

UNKNOWN = "unknown"
NETWORK = 64  # bits of an IPv6 address that a subscriber is given; the rest they choose freely


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


@lru_cache(4096)
def whereabouts(address: str) -> str:
    """Return the address, or the network that it can be any address of."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return address
    if not isinstance(parsed, IPv6Address):
        return address
    return str(parsed.ipv4_mapped or IPv6Address(int(parsed) >> NETWORK << NETWORK))
