"""A browser per person: `enter("amina")` opens a page signed in as her, in a window of her own."""

import os
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, expect, sync_playwright

from tests.journeys.axe import check_accessibility
from tests.journeys.stack import Stack, close_stack, open_stack

DESKTOP = {"width": 1280, "height": 900}
PHONE = {"width": 375, "height": 812}
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
]  # fmt: skip
expect.set_options(timeout=10_000)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        item.add_marker(pytest.mark.journey)


@pytest.fixture(scope="session")
def stack(request: pytest.FixtureRequest) -> Iterator[Stack]:
    """The running Maillage: one of our own, or the one that PARCOURS_URL names (while writing a journey)."""
    running = os.environ.get("PARCOURS_URL", "")
    if running:
        yield Stack(running, dict(os.environ), Path(os.environ["DATA_DIR"]))
        return
    opened = open_stack(getattr(request.config, "workerinput", {}).get("workerid", "seul"))
    yield opened
    close_stack(opened)


@pytest.fixture(scope="session")
def playwright_driver() -> Iterator[Playwright]:
    with sync_playwright() as driver:
        yield driver


@pytest.fixture(scope="session")
def chromium(playwright_driver: Playwright) -> Iterator[Browser]:
    path = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    assert path, "Chromium manque : installez-le (apt-get install chromium) ou indiquez CHROMIUM=/chemin/vers/chrome."
    browser = playwright_driver.chromium.launch(executable_path=path, args=FLAGS)
    yield browser
    browser.close()


@pytest.fixture
def window(chromium: Browser, stack: Stack) -> Iterator[Callable[..., Page]]:
    """A page in a window of its own; errors of scripts and refusals of the content policy fail the test."""
    contexts: list[BrowserContext] = []
    faults: list[str] = []

    def open_window(*, phone: bool = False, dark: bool = False, scripts: bool = True) -> Page:
        context = chromium.new_context(
            base_url=stack.url,
            viewport=PHONE if phone else DESKTOP,
            color_scheme="dark" if dark else "light",
            locale="fr-CA",
            timezone_id="America/Toronto",
            java_script_enabled=scripts,
            reduced_motion="reduce",
        )
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(f"{page.url}: {error}"))
        page.on(
            "console",
            lambda message: (
                faults.append(f"{page.url}: {message.text}") if "Content Security Policy" in message.text else None
            ),
        )
        page.on(
            "request",
            lambda asked: (
                faults.append(f"appel extérieur : {asked.url}")
                if not asked.url.startswith((stack.url, "data:", "blob:", "about:", "ws://127.0.0.1"))
                else None
            ),
        )
        return page

    yield open_window
    for context in contexts:
        context.close()
    assert faults == []


@pytest.fixture
def enter(window: Callable[..., Page]) -> Callable[..., Page]:
    """Sign in through the page, by the button of the demonstration."""

    def sign_in(name: str, **more: bool) -> Page:
        page = window(**more)
        page.goto("/compte/connexion/")
        page.get_by_role("button", name=f"Entrer comme {name}").click()
        page.wait_for_url(re.compile(r"^https?://[^/]+/$"))
        return page

    return sign_in


@pytest.fixture
def accessible() -> Callable[..., None]:
    return check_accessibility
