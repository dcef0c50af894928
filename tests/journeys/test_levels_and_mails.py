"""Bruno decides how much he hears: digest, at once, read before the mail leaves, and one press that stops it."""

import re
import secrets
from collections.abc import Callable
from email.message import EmailMessage
from urllib.parse import urlsplit

import httpx
from playwright.sync_api import Page, expect

from tests.journeys.stack import Stack
from tests.journeys.test_question_and_answer import ask
from tests.journeys.waiting import until_shown

SPACE, ADDRESS = "Accessibilité numérique", "/communaute/espaces/accessibilite-numerique/"


def choose_level(page: Page, label: str) -> None:
    page.goto(ADDRESS)
    page.locator("#id_niveau").select_option(label=label)
    expect(page.locator("#space-level")).to_contain_text("Enregistré")


def address_of(page: Page) -> str:
    """The person's own mail address, as their settings show it."""
    page.goto("/notifications/preferences/")
    return re.search(r"[\w.+-]+@[\w.-]+\w", page.locator("#reglages").locator("..").inner_text())[0]


def text_of(mail: EmailMessage) -> str:
    return mail.get_body(("plain",)).get_content()


def test_bruno_hears_as_much_as_he_wants(enter: Callable[..., Page], stack: Stack, accessible):
    mark = secrets.token_hex(3)
    amina, bruno, chloe = enter("Amina"), enter("Bruno"), enter("Chloé")
    mine = address_of(bruno)
    accessible(bruno)

    # Digest: nothing rings, the mail of the day tells it.
    choose_level(bruno, "Récapitulatif")
    ask(amina, f"Sous-titrer un direct {mark}", "Quel outil prenez-vous?", space=SPACE)
    until_shown(bruno, "/notifications/envois/", mark)
    accessible(bruno)
    bruno.goto("/notifications/")
    expect(bruno.get_by_role("main")).not_to_contain_text(mark)
    stack.send_mails(hours=200)
    digest = next(mail for mail in stack.mails_to(mine) if mark in text_of(mail))
    assert SPACE in text_of(digest)
    assert digest.get_body(("html",)) is not None
    assert digest["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"

    # Named: it rings at once; read before its mail leaves, no mail comes.
    amina.goto("/communaute/fils/nouveau/?genre=question")
    amina.get_by_label("Espace", exact=True).select_option(label=SPACE)
    amina.get_by_label("Titre", exact=True).fill(f"Vérifier avec Bruno {mark}")
    person = bruno.evaluate("document.body.dataset.person")
    amina.get_by_label("Votre texte").fill(f"Bonjour @[Bruno](membre:{person}), est-ce exact?")
    amina.get_by_role("button", name="Publier").click()
    amina.wait_for_url(re.compile(r"/communaute/fils/\d+/"))
    until_shown(bruno, "/notifications/envois/", f"Vérifier avec Bruno {mark}")
    bruno.goto(amina.url)
    expect(bruno.get_by_role("heading", level=1)).to_contain_text(mark)
    bruno.wait_for_load_state("networkidle")
    stack.send_mails(hours=1)
    assert [mail["Subject"] for mail in stack.mails_to(mine) if f"Vérifier avec Bruno {mark}" in text_of(mail)] == []
    bruno.goto("/notifications/envois/")
    expect(bruno.get_by_role("main")).to_contain_text("Annulé")

    # One press in the mail program, without signing in: no digest of this any more.
    stop = re.search(r"<(https?://[^>]+)>", str(digest["List-Unsubscribe"]))[1]
    with httpx.Client() as mail_program:
        pressed = mail_program.post(
            f"{stack.url}{urlsplit(stop).path}", data={"List-Unsubscribe": "One-Click"}, follow_redirects=False
        )
    assert pressed.status_code == 200
    choose_level(chloe, "Récapitulatif")
    ask(amina, f"Après le désabonnement {mark}", "Encore une question.", space=SPACE)
    until_shown(chloe, "/notifications/envois/", f"Après le désabonnement {mark}")
    stack.send_mails(hours=400)
    hers = address_of(chloe)
    assert len([mail for mail in stack.mails_to(hers) if f"Après le désabonnement {mark}" in text_of(mail)]) == 1
    assert [mail for mail in stack.mails_to(mine) if f"Après le désabonnement {mark}" in text_of(mail)] == []
    bruno.goto("/demo/courriels/")
    expect(bruno.get_by_role("main")).to_contain_text(str(digest["Subject"])[:30])
    accessible(bruno)
