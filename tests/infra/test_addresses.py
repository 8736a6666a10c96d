"""Which addresses are strangers' servers, and which are ours, our network's or our cloud's."""

from ipaddress import ip_address

import pytest

from infra.addresses import is_public, may_be_opened

REFUSED = """
10.254.0.0 192.168.10.65 172.16.10.65 0.1.2.3 0.0.0.0 127.0.0.1 127.0.0.254 127.254.254.254
169.254.45.1 169.254.169.254 255.255.255.255 224.1.2.3 233.252.0.16 192.0.0.0 192.0.0.255
192.0.2.255 198.51.100.65 203.0.113.6 100.100.0.0 192.88.99.3 198.18.0.0 240.240.240.240 ::0 ::1
::ffff:127.0.0.1 ::ffff:0.0.0.1 ::ffff:10.0.0.1 2001:db8::1 3fff::dead:beef fe80::dead:beef
febf:ffff::dead:beef fdee:3A45:9057::1 fd7a:115c:a1e0::1 2002:c000:0204::dead:beef
2002:7f00:0001:: 64:ff9b::7f00:1 64:ff9b:1::1 100::1 5f00::1 ff02::1 2001:0:1::1 fec0::1
::127.0.0.1 192.175.48.1 192.31.196.1 168.63.129.16 100.100.100.200 10.0.0.1 172.16.0.1
192.168.1.1 100.64.0.1 192.0.0.1 192.0.0.9 192.0.2.1 192.88.99.1 198.18.0.1 198.51.100.1
203.0.113.1 224.0.0.1 239.255.255.250 240.0.0.1 :: ::ffff:169.254.169.254 ::ffff:0:7f00:1
64:ff9b::a9fe:a9fe 2002:7f00:1:: 2002:a9fe:a9fe:: 2001:0:7f00:1:: 2001:10::1 3fff::1 fc00::1
fd00:ec2::254 fe80::1
"""


@pytest.mark.parametrize("address", REFUSED.split())
def test_what_is_no_strangers_is_not_public(address: str) -> None:
    assert not is_public(ip_address(address))


@pytest.mark.parametrize(
    "address", ["1.1.1.1", "8.8.8.8", "2001:4860:4860::8888", "::ffff:8.8.8.8"]
)
def test_a_strangers_server_is_public(address: str) -> None:
    assert is_public(ip_address(address))


@pytest.mark.parametrize(
    ("address", "may"),
    [
        ("10.1.2.3", True),
        ("127.0.0.1", True),
        ("fd12::1", True),
        ("169.254.169.254", False),
        ("::ffff:169.254.169.254", False),
        ("fd00:ec2::254", False),
        ("100.100.100.200", False),
        ("168.63.129.16", False),
        ("0.0.0.0", False),
        ("224.0.0.1", False),
    ],
)
def test_an_operator_opens_private_servers_but_never_metadata(address: str, may: bool) -> None:
    assert may_be_opened(ip_address(address)) is may
