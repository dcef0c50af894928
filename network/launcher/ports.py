"""The address at which pages are served."""

import socket
from dataclasses import dataclass

from network.launcher.errors import Refusal, reason

_EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1", "": "127.0.0.1"}  # noqa: S104


@dataclass(frozen=True)
class Address:
    host: str
    port: int

    @property
    def reachable_host(self) -> str:
        """Where this machine itself reaches it: `0.0.0.0` listens everywhere but is nowhere."""
        return _EVERYWHERE.get(self.host, self.host)

    @property
    def url(self) -> str:
        host = self.reachable_host
        return f"http://{f'[{host}]' if ':' in host else host}:{self.port}"


def read_address(host: str, port: str) -> Address:
    if not port.isascii() or not port.isdecimal() or not 1 <= int(port) <= 65535:
        raise Refusal(f"PORT doit être un nombre de 1 à 65535, et non « {port} ».")
    return Address(host, int(port))


def require_free(address: Address) -> None:
    """Refuse a port that is taken, forbidden or not of this machine, before anything is started."""
    try:
        places = socket.getaddrinfo(address.host or None, address.port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    except OSError:
        raise Refusal(f"HOST désigne une adresse inconnue : « {address.host} ».") from None
    family, kind, protocol, _, place = places[0]
    with socket.socket(family, kind, protocol) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(place)
            probe.listen()
        except PermissionError:
            raise Refusal(f"Le port {address.port} est réservé : choisissez-en un autre, par exemple PORT=8000.") from None
        except OSError as error:
            raise Refusal(
                f"L’adresse {address.host}:{address.port} n’est pas libre ({reason(error)}) : "
                f"choisissez un autre port, par exemple PORT={address.port + 1 if address.port < 65535 else 8000}."
            ) from None
