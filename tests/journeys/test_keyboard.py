"""By keyboard alone: enter, skip to the content, ask, and see where the focus lands."""

import re
import secrets
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.journeys.keyboard import reach


def test_from_the_door_to_a_question(window: Callable[..., Page]):
    mark = secrets.token_hex(3)
    page = window()
    page.goto("/compte/connexion/")
    reach(page, ".cast-button")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"^https?://[^/]+/$"))

    page.keyboard.press("Tab")
    expect(page.locator(".skip-link")).to_be_focused()
    outline = page.locator(".skip-link").evaluate("link => getComputedStyle(link).outlineStyle")
    assert outline != "none"
    page.keyboard.press("Enter")
    reach(page, "a[href*='genre=question']")
    page.keyboard.press("Enter")
    page.wait_for_url("**/communaute/fils/nouveau/**")

    reach(page, "#id_space")
    page.keyboard.type("Accessibilité")
    reach(page, "#id_title")
    page.keyboard.type(f"Au clavier seulement {mark}")
    reach(page, "#id_body")
    page.keyboard.type("Bonjour @Bru")
    options = page.locator("#id_body_mentions [role=option]")
    expect(options.first).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("#id_body")).to_have_value(re.compile(r"@\[Bruno [^\]]+\]\(membre:\d+\)"))
    reach(page, "form.form .form-actions button[type=submit]")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/communaute/fils/\d+/"))
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Au clavier seulement {mark}")
    expect(page.locator("a.mention").first).to_contain_text("@Bruno")
