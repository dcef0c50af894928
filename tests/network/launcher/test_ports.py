import socket

import pytest

from network.launcher.errors import Refusal
from network.launcher.ports import Address, read_address, require_free


@pytest.mark.parametrize("port", ["", "0", "65536", "-1", "http", "80 80", "٣"])
def test_a_port_that_is_none_is_refused_in_one_sentence(port: str) -> None:
    with pytest.raises(Refusal, match="^PORT doit être un nombre de 1 à 65535"):
        read_address("127.0.0.1", port)


def test_a_taken_port_is_refused_with_another_to_try() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]

        with pytest.raises(Refusal, match=f"127.0.0.1:{port} n’est pas libre .déjà utilisée."):
            require_free(Address("127.0.0.1", port))

    require_free(Address("127.0.0.1", port))


def test_an_unknown_host_is_refused() -> None:
    with pytest.raises(Refusal, match="HOST désigne une adresse inconnue"):
        require_free(Address("nulle-part.invalid", 8000))


@pytest.mark.parametrize(
    ("host", "url"),
    [
        ("127.0.0.1", "http://127.0.0.1:8000"),
        ("0.0.0.0", "http://127.0.0.1:8000"),  # noqa: S104
        ("::", "http://[::1]:8000"),
        ("intranet.exemple.test", "http://intranet.exemple.test:8000"),
    ],
)
def test_the_address_shown_can_be_opened(host: str, url: str) -> None:
    assert Address(host, 8000).url == url
