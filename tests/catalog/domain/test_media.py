"""Addresses of pictures."""

import msgspec
import pytest

from modules.catalog.domain.media import Address


@pytest.mark.parametrize("address", ["https://pictures.example/a.svg", "/demo/pictures/a.svg", "/"])
def test_are_https_or_a_path_of_our_own(address):
    assert msgspec.convert(address, Address) == address


@pytest.mark.parametrize(
    "address",
    [
        "http://pictures.example/a.svg",
        "//elsewhere.example/a.svg",
        "https:///a.svg",
        "javascript:alert(1)",
        "data:image/svg+xml,x",
        "a.svg",
        "/a b.svg",
        "/a.svg\n",
        "https://pictures.example/" + "a" * 2000,
    ],
)
@pytest.mark.security(37)
def test_are_nothing_else(address):
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(address, Address)
