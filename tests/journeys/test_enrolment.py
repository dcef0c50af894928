"""Bruno puts a course in his plan and asks for a seat, Farid approves, Karim notes that he came and passed: it stands in
Bruno's evidence, and the step of his plan is done."""

import datetime as dt
import re
from collections.abc import Callable
from zoneinfo import ZoneInfo

from playwright.sync_api import Page, expect

from tests.journeys.waiting import until_shown

COURSE = "evaluer-un-site-selon-les-wcag"


def test_from_a_request_to_evidence(enter: Callable[..., Page], accessible: Callable[..., None]) -> None:
    karim = enter("Karim")
    session = plan(karim, accessible)
    title = karim.get_by_role("heading", level=1).inner_text()

    bruno = enter("Bruno", phone=True)
    bruno.goto(f"/apprentissage/cours/{COURSE}/")
    bruno.get_by_role("button", name="Ajouter à mon plan").click()
    expect(bruno.get_by_role("link", name="Dans mon plan")).to_be_visible()
    ask(bruno, session, accessible)

    farid = enter("Farid")
    approve(farid, title, accessible)

    bruno.goto(session)
    expect(bruno.get_by_role("region", name=re.compile("^Mon inscription"))).to_contain_text("Confirmée")
    accessible(bruno)
    bruno.goto("/apprentissage/inscriptions/")
    expect(bruno.get_by_role("region", name="À venir")).to_contain_text(title)
    accessible(bruno)

    note(karim, session, accessible)
    until_shown(bruno, "/competences/mes-preuves/", title)
    bruno.goto(session)
    expect(bruno.get_by_role("main")).to_contain_text("Votre présence est notée")
    bruno.goto("/apprentissage/plan/")
    expect(bruno.get_by_role("region", name="Fait").get_by_role("link", name=title).first).to_be_visible()


def plan(page: Page, accessible: Callable[..., None]) -> str:
    """A session in a few minutes, so that attendance may be noted at once; returns its address."""
    page.goto("/apprentissage/formation/")
    accessible(page)
    page.goto(f"/apprentissage/formation/cours/{COURSE}/seance/")
    start = dt.datetime.now(ZoneInfo("America/Toronto")) + dt.timedelta(minutes=27)
    if start.hour == 23:  # a meeting ends on its day
        start = start.replace(minute=min(start.minute, 50))
    end = min(start + dt.timedelta(hours=1), start.replace(hour=23, minute=59))
    page.locator("[name=rencontres-0-day]").fill(f"{start:%Y-%m-%d}")
    page.locator("[name=rencontres-0-start]").fill(f"{start:%H:%M}")
    page.locator("[name=rencontres-0-end]").fill(f"{end:%H:%M}")
    page.locator("[name=place]").fill("Salle 214")
    page.locator("[name=seats]").fill("12")
    accessible(page)
    page.get_by_role("button", name="Ouvrir aux inscriptions").click()
    page.wait_for_url(re.compile(r"/seances/\d+/$"))
    accessible(page)
    return page.url


def ask(page: Page, session: str, accessible: Callable[..., None]) -> None:
    page.goto(session)
    page.get_by_role("link", name="Demander une place").click()
    page.get_by_role("button", name="Envoyer la demande").click()
    expect(page.get_by_role("main")).to_contain_text("Dites en une phrase pourquoi")
    page.get_by_label("Pourquoi cette formation").fill("Notre site change de gabarits.")
    page.get_by_label("Besoins d’accessibilité").fill("Près de l’écran")
    accessible(page)
    page.get_by_role("button", name="Envoyer la demande").click()
    expect(page.get_by_role("main")).to_contain_text("La direction d’équipe sectorielle a reçu la demande")


def approve(page: Page, title: str, accessible: Callable[..., None]) -> None:
    until_shown(page, "/notifications/", f"Bruno Lavoie-Fictif demande une place à «\xa0{title}\xa0»")
    page.get_by_role("main").get_by_text("demande une place").first.click()
    page.wait_for_url(re.compile(r"/approbations/\d+/$"))
    expect(page.get_by_role("main")).to_contain_text("Notre site change de gabarits.")
    expect(page.get_by_role("main")).not_to_contain_text("Près de l’écran")
    accessible(page)
    page.get_by_role("button", name="Approuver", exact=True).click()
    page.wait_for_url(re.compile(r"/approbations/$"))
    accessible(page)


def note(page: Page, session: str, accessible: Callable[..., None]) -> None:
    """The list with needs, then who came."""
    page.goto(session)
    page.get_by_role("link", name="Liste et présences").first.click()
    expect(page.get_by_role("main")).to_contain_text("Près de l’écran")
    accessible(page)
    page.get_by_role("link", name="Noter les présences").click()
    page.get_by_role("radio", name="Présence").check()
    page.get_by_label(re.compile("^Résultat de Bruno")).select_option("passed")
    accessible(page)
    page.get_by_role("button", name="Enregistrer", exact=True).click()
    expect(page.get_by_role("main")).to_contain_text("Présences : 1 sur 1.".replace(" :", "\xa0:"))
