"""Farid proposes an event with one place: Amina has it, Bruno waits, Amina gives it back, calendars follow."""

import datetime as dt
import re
import secrets
from collections.abc import Callable
from urllib.parse import urlsplit

import icalendar
from playwright.sync_api import Page, expect

from tests.journeys.waiting import until_shown

SPACE = "Accueil et entraide"


def moment(days: int, hour: str) -> str:
    return f"{dt.date.today() + dt.timedelta(days=days):%Y-%m-%d}T{hour}"


def propose(page: Page, title: str) -> str:
    """An online event with a single place, in ten days; its address."""
    page.goto("/communaute/evenements/")
    page.get_by_role("link", name="Proposer un événement").first.click()
    page.get_by_label("Espace", exact=True).select_option(label=SPACE)
    page.get_by_label("Titre", exact=True).fill(title)
    page.get_by_label("Début").fill(moment(10, "13:00"))
    expect(page.get_by_label("Fin", exact=True)).to_have_value(moment(10, "14:00"))
    page.get_by_label("Fin", exact=True).fill(moment(10, "12:00"))
    page.get_by_label(re.compile("^Lien de participation")).fill("https://visio.exemple.test/salle")
    page.get_by_label(re.compile("^Nombre de places")).fill("1")
    page.get_by_role("button", name="Publier").click()
    # It would end before it begins: said next to the field, nothing is lost.
    expect(page.get_by_role("main")).to_contain_text(re.compile("avant|après"))
    expect(page.get_by_label("Titre", exact=True)).to_have_value(title)
    page.get_by_label("Fin", exact=True).fill(moment(10, "14:00"))
    page.get_by_role("button", name="Publier").click()
    page.wait_for_url(re.compile(r"/communaute/evenements/\d+/$"))
    return page.url


def take_a_place(page: Page, event: str, button: str) -> None:
    page.goto(event)
    page.get_by_role("button", name=button).click()


def calendar_address(page: Page) -> str:
    page.goto("/notifications/calendrier/")
    page.get_by_role("button", name=re.compile("Faire mon adresse|Faire une autre adresse")).click()
    return page.get_by_label("Adresse de votre calendrier").input_value()


def events_in(page: Page, address: str) -> dict[str, icalendar.Event]:
    """The feed by its summaries, read strictly: CRLF, 75 octets a line, a stamp and an identifier for each."""
    answer = page.request.get(urlsplit(address).path)
    assert (answer.status, answer.headers["content-type"].split(";")[0]) == (200, "text/calendar")
    body = answer.body()
    assert body.replace(b"\r\n", b"").count(b"\n") == 0
    assert max(len(line) for line in body.split(b"\r\n")) <= 75
    calendar = icalendar.Calendar.from_ical(body)
    assert calendar.errors == []
    found = list(calendar.walk("VEVENT"))
    assert all(event.errors == [] and {"UID", "DTSTAMP", "DTSTART"} <= set(event) for event in found)
    return {str(event["SUMMARY"]): event for event in found}


def test_the_one_who_waits_gets_the_place_and_calendars_follow(enter: Callable[..., Page], accessible):
    title = f"Lire un rapport de mesure {secrets.token_hex(3)}"
    farid, amina, bruno = enter("Farid"), enter("Amina"), enter("Bruno")
    event = propose(farid, title)
    accessible(farid)

    take_a_place(amina, event, "S’inscrire")
    expect(amina.locator("#inscription")).to_contain_text("Votre place est confirmée")
    expect(amina.get_by_role("link", name="Rejoindre en ligne")).to_be_visible()
    farid.goto(f"{event}participants/")
    farid.get_by_role("button", name=re.compile("^Retirer")).click()
    expect(farid.get_by_role("main")).to_contain_text("Déclinées")
    farid.locator("[data-toast-undo]").click()
    expect(farid.locator(".toast")).to_contain_text("La personne a de nouveau sa place")
    take_a_place(bruno, event, "M’inscrire à la liste d’attente")
    expect(bruno.locator("#inscription")).to_contain_text("Liste d’attente, rang 1")
    expect(bruno.get_by_role("link", name="Rejoindre en ligne")).to_have_count(0)
    accessible(bruno)

    address = calendar_address(bruno)
    accessible(bruno)
    name, waiting = next((name, found) for name, found in events_in(bruno, address).items() if title in name)
    assert waiting["STATUS"] == "TENTATIVE"

    amina.get_by_role("button", name="Me désister").click()
    expect(amina.locator("#inscription")).not_to_contain_text("confirmée")
    until_shown(bruno, "/notifications/", title)
    bruno.goto(event)
    expect(bruno.locator("#inscription")).to_contain_text("Votre place est confirmée")
    confirmed = next(found for name, found in events_in(bruno, address).items() if title in name)
    assert (confirmed["STATUS"], confirmed["UID"]) == ("CONFIRMED", waiting["UID"])
    begins = confirmed["DTSTART"].dt
    assert (begins.hour, begins.tzinfo is not None) == (13, True)

    farid.goto(f"{event}annuler/")
    farid.get_by_label(re.compile("Motif|Pourquoi")).fill("La salle virtuelle ne répond plus.")
    farid.get_by_role("main").get_by_role("button", name=re.compile("Annuler l’événement")).click()
    expect(farid.get_by_role("main")).to_contain_text("Cet événement n’aura pas lieu")
    cancelled = next(found for name, found in events_in(bruno, address).items() if title in name)
    assert (cancelled["STATUS"], cancelled["SEQUENCE"] > confirmed.get("SEQUENCE", 0)) == ("CANCELLED", True)

    bruno.goto("/notifications/calendrier/")
    bruno.get_by_role("button", name="Fermer l’adresse").click()
    expect(bruno.get_by_role("main")).to_contain_text("Aucune adresse n’est ouverte")
    assert bruno.request.get(urlsplit(address).path).status == 404
