"""Fetches cannot reach private networks, however the address is written."""

import pytest

from core.fetching import FetchRefused, check_url, fetch, is_public

PRIVATE = [
    "127.0.0.1", "127.8.9.10", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "0.0.0.1", "100.64.0.1",
    "224.0.0.1", "255.255.255.255", "::1", "::", "fe80::1", "fc00::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1",
    "64:ff9b::7f00:1", "2002:7f00:1::", "ff02::1", "fe80::1%eth0", "n’importe quoi",
]  # fmt: skip


@pytest.mark.parametrize("address", PRIVATE)
def test_private_addresses(address):
    assert is_public(address) is False


@pytest.mark.parametrize("address", ["8.8.8.8", "2607:f8b0:4009::200e", "::ffff:8.8.8.8"])
def test_public_addresses(address):
    assert is_public(address) is True


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:1/", "http://localhost:1/", "http://[::1]:1/", "http://2130706433:1/", "http://0x7f.1:1/"]
)
def test_a_fetch_of_this_machine_is_refused(url):
    with pytest.raises(FetchRefused, match="privé|introuvable"):
        fetch(url)


@pytest.mark.parametrize(
    "url", ["file:///etc/passwd", "ftp://a.test/", "http://", "http://qui:quoi@a.test/", "gopher://a.test/"]
)
def test_only_plain_web_addresses(url):
    with pytest.raises(FetchRefused):
        check_url(url)
