"""Waiting for what a worker does: the page is opened anew until it shows the words."""

import time

from playwright.sync_api import Page

PATIENCE = 30


def until_shown(page: Page, address: str, words: str) -> None:
    """Open the address until its main part holds the words."""
    end = time.monotonic() + PATIENCE
    while True:
        page.goto(address)
        shown = page.get_by_role("main").inner_text()
        if words in shown:
            return
        assert time.monotonic() < end, shown
        page.wait_for_timeout(400)
