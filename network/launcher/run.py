"""`./run`: everything from nothing to a page, then everything to nothing on Ctrl-C."""

import os
import socket
import time

from network.launcher import bootstrap, environment, machine, mailbox, ports, preparation, servers, supervise
from network.launcher.house import House
from network.launcher.ports import Address
from network.launcher.steps import say, seconds, step

PROCFILE = bootstrap.ROOT / "Procfile"


def run() -> int:
    """Start Maillage and stay until asked to stop. Raises Refusal, with nothing left behind, when it cannot."""
    began = time.monotonic()
    machine.require_supported()
    address = ports.read_address(os.environ.get("HOST", "127.0.0.1"), os.environ.get("PORT", "8000"))
    house = House(environment.data_dir(".data"))
    if not house.in_use:
        # Before the directory is made: a refused start leaves nothing.
        ports.require_free(address)
    with house.held():
        ports.require_free(address)
        say("Maillage démarre.")
        _serve(house, address, began)
    say("Maillage est arrêté.")
    return 0


def _serve(house: House, address: Address, began: float) -> None:
    site_packages = bootstrap.install("run")
    given = {name: os.environ[name] for name in ("DATABASE_URL", "REDIS_URL") if os.environ.get(name)}
    with (
        servers.started(house, site_packages, bootstrap.environment(), lasting=True, given=given) as used,
        mailbox.opened(house, bootstrap.environment(), given=os.environ.get("EMAIL_URL", "")) as mail,
    ):
        env = _settings(house, address, used) | {"EMAIL_URL": mail.url}
        preparation.prepare(house, env)
        with supervise.started(PROCFILE, env, house) as processes:
            children = [*used.children, *mail.children, *processes]
            house.note(os.getpid(), address.url, {child.name: child.process.pid for child in children})
            house.share(environment.shared(env))
            with step("Pages, tâches et horaire"):
                supervise.await_ready(address, children)
            say(_welcome(address, env["DEMO"], time.monotonic() - began))
            supervise.watch(children)
            say("Arrêt demandé…")


def _settings(house: House, address: Address, used: servers.Servers) -> dict[str, str]:
    env = environment.for_project(house, database_url=used.database_url, redis_url=used.redis_url)
    hosts = dict.fromkeys(("localhost", "127.0.0.1", "[::1]", address.reachable_host, socket.gethostname()))
    env.update(HOST=address.host, PORT=str(address.port))
    env.setdefault("DEMO", "1")
    env.setdefault("PUBLIC_URL", address.url)
    env.setdefault("ALLOWED_HOSTS", ",".join(hosts))
    return env


def _welcome(address: Address, demo: str, duration: float) -> str:
    enter = "choisissez « Entrer comme Amina » sur la page de connexion"
    if not environment.is_on(demo):
        enter = "connectez-vous avec votre compte"
    return f"Maillage est prêt en {seconds(duration)} : {address.url}/ — {enter}. Ctrl-C arrête tout."
