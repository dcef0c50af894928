"""Fetches that cannot reach private networks: the one door to the outside for the server.

The address is resolved once, checked, and the connection goes to that very address (no second look-up that could differ).
Redirects are followed here, each hop checked anew. Never called while a page is rendered.
"""

import ipaddress
import socket
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

import httpcore
import httpx

TIMEOUT = httpx.Timeout(20.0, connect=8.0)
MAX_BYTES = 15 * 1024 * 1024
MAX_REDIRECTS = 5


class FetchRefused(Exception):
    """The address may not be fetched, or what came may not be taken; the message says why, in French."""


@dataclass(frozen=True)
class Fetched:
    """What came: final address, status, lower-case header names, body in bytes."""

    url: str
    status: int
    headers: dict[str, str]
    body: bytes


def is_public(address: str) -> bool:
    """Whether an IP address is on the public internet, those wrapped in IPv6 included."""
    try:
        ip = ipaddress.ip_address(address.split("%", 1)[0])
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if inner is None and ip in ipaddress.ip_network("64:ff9b::/96"):
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
    return ip.is_global and not ip.is_multicast and not ip.is_reserved and not ip.is_unspecified


class _CheckedNetwork(httpcore.SyncBackend):
    """Opens sockets only to addresses that were checked at this very moment."""

    def __init__(self, allowed_hosts: frozenset[str]) -> None:
        super().__init__()
        self._allowed = allowed_hosts

    def connect_tcp(self, host, port, timeout=None, local_address=None, socket_options=None):  # type: ignore[no-untyped-def]
        addresses = resolve(host, port)
        if host.lower() not in self._allowed and not all(is_public(address) for address in addresses):
            raise FetchRefused("Cette adresse mène à un réseau privé\xa0: elle n’est pas lue.")
        return super().connect_tcp(addresses[0], port, timeout, local_address, socket_options)

    def connect_unix_socket(self, *args, **kwargs):  # type: ignore[no-untyped-def]
        raise FetchRefused("Cette adresse n’est pas lue.")


def resolve(host: str, port: int) -> list[str]:
    """Every address of a host; raises FetchRefused when there is none."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except OSError as error:
        raise FetchRefused(f"Le site «\xa0{host}\xa0» est introuvable.") from error
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def fetch(url: str, *, headers: dict[str, str] | None = None, allowed_hosts: frozenset[str] = frozenset()) -> Fetched:
    """GET an address of the public web. `allowed_hosts`: intranet names that a setting lets through."""
    transport = httpx.HTTPTransport(retries=0)
    transport._pool = httpcore.ConnectionPool(network_backend=_CheckedNetwork(allowed_hosts), max_connections=4)
    with httpx.Client(transport=transport, timeout=TIMEOUT, trust_env=False, follow_redirects=False) as client:
        for _hop in range(MAX_REDIRECTS + 1):
            check_url(url)
            with client.stream("GET", url, headers=headers or {}) as response:
                if response.is_redirect and "location" in response.headers:
                    url = urljoin(url, response.headers["location"])
                    continue
                body = _read(response)
                return Fetched(url, response.status_code, {k.lower(): v for k, v in response.headers.items()}, body)
    raise FetchRefused("Ce site renvoie sans fin d’une adresse à l’autre.")


def check_url(url: str) -> None:
    """http and https only, a host, no name and password in the address."""
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise FetchRefused("Seules les adresses http et https sont lues.")
    if parts.username or parts.password:
        raise FetchRefused("Une adresse qui contient un mot de passe n’est pas lue.")


def _read(response: httpx.Response) -> bytes:
    chunks, size = [], 0
    for chunk in response.iter_bytes():
        size += len(chunk)
        if size > MAX_BYTES:
            raise FetchRefused("La réponse dépasse 15\xa0Mo\xa0: elle n’est pas lue.")
        chunks.append(chunk)
    return b"".join(chunks)
