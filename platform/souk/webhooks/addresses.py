"""Where webhooks may be sent: to public addresses alone, whatever a name resolves to today."""

import asyncio
import socket
from collections.abc import Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from typing import NamedTuple
from urllib.parse import urlsplit

from souk.configuration import WebhookSettings

SECONDS = 5.0
GLOBAL = IPv6Network("2000::/3")
TUNNELS = (IPv6Network("2002::/16"), IPv6Network("2001::/32"))  # 6to4 and Teredo lead to any IPv4 address
INSIDE = (
    IPv4Network("192.0.0.0/24"),  # of protocols; a metadata server answers at one of them
    IPv4Network("192.88.99.0/24"),  # relays of 6to4
    IPv4Network("168.63.129.16/32"),  # the one that Azure's machines ask about themselves
)
LOCAL_NAMES = ("localhost", ".localhost", ".local", ".internal", ".home.arpa")


class Forbidden(Exception):
    """Nothing is sent there; the text says why."""


class Place(NamedTuple):
    """What an address names, before it is resolved."""

    scheme: str
    host: str
    port: int
    target: str

    @property
    def authority(self) -> str:
        """Return the host as the Host header has it."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        usual = {"https": 443, "http": 80}[self.scheme]
        return host if self.port == usual else f"{host}:{self.port}"


def place_of(url: str, settings: WebhookSettings) -> Place:
    """Read an address. Raises Forbidden for one to which nothing would ever be sent."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise Forbidden("this is no address") from None
    loopback = settings.allow_loopback
    if parts.scheme != "https" and not (loopback and parts.scheme == "http"):
        raise Forbidden("only https is spoken")
    if not parts.hostname or parts.username is not None or parts.password is not None or parts.fragment:
        raise Forbidden("an address has a host, and neither a user nor a fragment")
    if not (url.isascii() and url.isprintable()) or " " in url or "\\" in url:
        raise Forbidden("write the address in ASCII, other characters in percent or punycode")
    port = port or {"https": 443, "http": 80}[parts.scheme]
    if port not in settings.ports and not loopback:
        raise Forbidden(f"only these ports are used: {', '.join(map(str, settings.ports))}")
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    place = Place(parts.scheme, parts.hostname.rstrip("."), port, target)
    _check_host(place.host, loopback=loopback)
    return place


async def resolved(place: Place, settings: WebhookSettings) -> str:
    """Return the address to connect to, to which the connection is pinned.

    Raises Forbidden when the name has any address that is not public: one that changes its mind between two
    questions would choose the public one first.
    """
    try:
        async with asyncio.timeout(SECONDS):
            loop = asyncio.get_running_loop()
            found = await loop.getaddrinfo(place.host, place.port, type=socket.SOCK_STREAM)
    except (OSError, TimeoutError, UnicodeError):
        raise Forbidden("the name cannot be resolved") from None
    addresses = [str(entry[4][0]) for entry in found]
    check_addresses(addresses, loopback=settings.allow_loopback)
    return addresses[0]


def check_addresses(addresses: Sequence[str], *, loopback: bool = False) -> None:
    """Raise Forbidden unless all of them are public, or `loopback` is allowed and they are that."""
    for text in addresses:
        address = ip_address(text.partition("%")[0])
        if not (is_public(address) or (loopback and address.is_loopback)):
            raise Forbidden("the name leads to an address that is not public")


def is_public(address: IPv4Address | IPv6Address) -> bool:
    """Tell whether it is of somebody else's machine on the internet, however it is written."""
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped is not None:
            return is_public(address.ipv4_mapped)
        if address not in GLOBAL or any(address in tunnel for tunnel in TUNNELS):
            return False
    elif any(address in network for network in INSIDE):
        return False
    return address.is_global and not address.is_multicast and not address.is_reserved


def _check_host(host: str, *, loopback: bool) -> None:
    try:
        check_addresses([host], loopback=loopback)
    except ValueError:
        # Inventive ways to write an address, which resolvers understand, are no names either.
        if not host or host.rpartition(".")[2][:1].isdigit() or host.lower().startswith("0x"):
            raise Forbidden("write numeric addresses in the usual form") from None
        if not loopback and ("." not in host or host.lower().endswith(LOCAL_NAMES)):
            raise Forbidden("this name is of a local network") from None
