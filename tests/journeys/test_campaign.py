"""Farid's campaign: written, opened, answered by Jules, declined by Amina, ended; what nobody is told of it."""

import datetime as dt
import re
import secrets
from collections.abc import Callable
from zoneinfo import ZoneInfo

from playwright.sync_api import Page, expect

from tests.journeys.waiting import until_shown

CAMPAIGNS = "/apprentissage/campagnes/"


def test_a_campaign_is_answered_without_anybody_knowing_by_whom(enter: Callable[..., Page], accessible: Callable[..., None]):
    name = f"Besoins {secrets.token_hex(3)}"
    farid = enter("Farid")
    address = prepare(farid, name, accessible)
    farid.get_by_role("button", name="Programmer la campagne").click()
    expect(farid.get_by_role("main")).to_contain_text("Figé à l’ouverture")
    accessible(farid)

    jules = enter("Jules")
    open_invitation(jules, name)
    accessible(jules)
    answer(jules, name)
    jules.goto(f"{address}invitation/")
    expect(jules.get_by_role("main")).to_contain_text("Personne d’autre que vous ne le sait.")

    amina = enter("Amina", phone=True)
    amina.goto(f"{address}invitation/")
    amina.get_by_role("button", name="Ne plus m’inviter à cette campagne").click()
    amina.goto(f"{address}invitation/")
    expect(amina.get_by_role("main")).to_contain_text("Vous avez demandé de ne plus être invité ou invitée")

    farid.goto(address)
    shown = farid.get_by_role("main").inner_text()
    assert [one for one in ("Jules", "Amina") if one in shown] == []
    farid.get_by_text("Terminer maintenant").click()
    farid.get_by_role("button", name="Terminer la campagne").click()
    expect(farid.locator(".step[aria-current]")).to_contain_text("Terminée")

    for key in ("Jules", "Hugo"):
        closed_to(enter(key) if key == "Hugo" else jules, address)


def prepare(page: Page, name: str, accessible: Callable[..., None]) -> str:
    """A draft for the ministry, from today on; returns its address."""
    page.goto(CAMPAIGNS)
    accessible(page)
    page.goto(f"{CAMPAIGNS}nouvelle/")
    expect(page.locator("#headcount")).to_contain_text(re.compile(r"Environ \d+ personnes"))
    accessible(page)
    page.get_by_label("Nom", exact=True).fill(name)
    page.get_by_label("Premier jour").fill(f"{dt.datetime.now(ZoneInfo('America/Toronto')):%Y-%m-%d}")
    page.get_by_role("button", name="Enregistrer et relire").click()
    page.wait_for_url(re.compile(r"/campagnes/\d+/$"))
    expect(page.get_by_role("main")).to_contain_text("L’invitation, telle qu’elle arrive")
    return page.url


def open_invitation(page: Page, name: str) -> None:
    until_shown(page, "/notifications/", name)
    page.get_by_role("main").get_by_text(name).first.click()
    page.wait_for_url(re.compile(r"/invitation/$"))
    expect(page.get_by_role("main")).to_contain_text("personne ne sait qui répond")


def answer(page: Page, name: str) -> None:
    """Switch the diagnostic on, begin for the campaign, answer a few statements, stop there."""
    invitation = page.url
    page.get_by_role("link", name="Lire l’avis et activer").click()
    page.get_by_role("button", name="J’ai lu : activer").click()
    expect(page.get_by_role("button", name="J’ai lu : activer")).to_have_count(0)
    page.goto(invitation)
    page.get_by_role("link", name="Commencer le diagnostic").click()
    expect(page.get_by_label(re.compile(name))).to_be_checked()
    page.get_by_role("button", name="Commencer").click()
    page.wait_for_url(re.compile(r"/diagnostic/\d+/$"))
    run = page.url
    for _statement in range(3):
        number = page.locator("input[name=place]").input_value()
        page.locator("button.answer").nth(1).click()
        page.wait_for_function("number => document.querySelector('input[name=place]')?.value !== number", arg=number)
    page.goto(f"{run}terminer/")
    page.get_by_role("button", name="Terminer et voir le résultat").click()
    expect(page).to_have_url(f"{run}resultat/")


def closed_to(page: Page, address: str) -> None:
    """Neither the list nor the campaign, nor the map of needs: not for a line manager, not for a recruiter."""
    for closed in (CAMPAIGNS, address, "/apprentissage/besoins/"):
        response = page.goto(closed)
        assert response is not None
        assert (closed, response.status) == (closed, 403)
