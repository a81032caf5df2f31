"""Security 38: nothing is sent to private, local or disguised addresses, whatever a name leads to."""

import pytest

from souk.configuration import WebhookSettings
from souk.webhooks.addresses import Forbidden, check_addresses, place_of, resolved

SETTINGS = WebhookSettings()
PRIVATE = [
    *("127.0.0.1", "127.1.2.3", "0.1.2.3", "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1"),
    *("169.254.169.254", "168.63.129.16", "100.64.0.1", "192.0.0.192", "192.0.2.1", "198.18.0.1"),
    *("224.0.0.1", "240.0.0.1"),
    *("255.255.255.255", "::", "::1", "fe80::1", "fe80::1%eth0", "fc00::1", "fd00:ec2::254", "ff02::1"),
    *("::ffff:127.0.0.1", "::ffff:169.254.169.254", "::ffff:10.0.0.1", "::127.0.0.1", "64:ff9b::a00:1"),
    *("64:ff9b:1::a00:1", "2002:7f00:1::", "2002:a00:1::", "2001:0:1::1", "2001:db8::1", "fec0::1"),
]


@pytest.mark.parametrize("address", PRIVATE)
def test_security_38_no_address_but_a_public_one(address: str):
    with pytest.raises(Forbidden):
        check_addresses([address])
    with pytest.raises(Forbidden):
        check_addresses(["93.184.216.34", address])


@pytest.mark.parametrize("address", ["93.184.216.34", "1.1.1.1", "2606:4700::1111", "::ffff:1.1.1.1"])
def test_public_addresses_are_fine(address: str):
    check_addresses([address])


@pytest.mark.parametrize(
    "url",
    [
        *("http://erp.example.com/", "ftp://erp.example.com/", "//erp.example.com/", "erp.example.com"),
        *("https://user:password@erp.example.com/", "https://@erp.example.com/", "https:///path"),
        *("https://erp.example.com:22/", "https://erp.example.com:6379/", "https://erp.example.com:99999/"),
        *("https://localhost/", "https://souk.localhost/", "https://printer.local/", "https://metadata/"),
        *(
            "https://metadata.google.internal/",
            "https://127.0.0.1/",
            "https://[::1]/",
            "https://[::ffff:7f00:1]/",
        ),
        *(
            "https://2130706433/",
            "https://0x7f000001/",
            "https://127.1/",
            "https://0177.0.0.1/",
            "https://1.2.3/",
        ),
        *(
            "https://erp.example.com/#fragment",
            "https://erp.example.com/ x",
            "https://erp.example.com\\@10.0.0.1/",
        ),
        *(
            "https://[fe80::1%25eth0]/",
            "https://[::1",
            "https://münchen.example/",
            "https://erp.example.com/\r\nX: y",
        ),
    ],
)
def test_security_38_no_address_that_is_disguised_or_odd(url: str):
    with pytest.raises(Forbidden):
        place_of(url, SETTINGS)


def test_an_ordinary_address_is_read_as_it_stands():
    place = place_of("https://erp.example.com:8443/in/souk?key=1", SETTINGS)
    assert (place.host, place.port, place.target, place.authority) == (
        "erp.example.com",
        8443,
        "/in/souk?key=1",
        "erp.example.com:8443",
    )


async def test_security_38_a_name_that_leads_home_is_refused_when_it_is_used():
    place = place_of("https://example.com/", SETTINGS)._replace(host="localhost")
    with pytest.raises(Forbidden, match="not public"):
        await resolved(place, SETTINGS)


async def test_a_name_that_does_not_exist_is_no_failure_of_ours():
    place = place_of("https://nowhere.invalid/", SETTINGS)
    with pytest.raises(Forbidden, match="cannot be resolved"):
        await resolved(place, SETTINGS)
