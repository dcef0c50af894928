"""A member in front of a profile: one's own distance, the whole description, a comparison, the map, a proposal."""

import re
import secrets
from collections.abc import Callable

from playwright.sync_api import Page, expect

PROFILE = "/profils-emploi/digital_communications/"
COMPARED = "/profils-emploi/comparer/?a=digital_communications&b=ux"


def test_a_member_sees_the_distance_compares_and_proposes(enter: Callable[..., Page], accessible):
    amina, mark = enter("Amina"), secrets.token_hex(3)

    amina.goto("/profils-emploi/")
    amina.get_by_role("searchbox", name="Chercher un profil").fill("infolettre")
    expect(amina.locator("#profiles h3")).to_contain_text(["Communication numérique"])
    amina.get_by_role("link", name="Communication numérique", exact=True).first.click()
    amina.wait_for_url(f"**{PROFILE}")

    # Mission and distance are seen without scrolling.
    expect(amina.get_by_text("Conçoit, rédige et publie des contenus numériques")).to_be_in_viewport(ratio=1)
    expect(amina.get_by_role("region", name="Ma distance")).to_be_in_viewport(ratio=1)
    expect(amina.get_by_role("region", name="Ma distance")).to_contain_text("Vos preuves couvrent")
    amina.get_by_role("button", name="Suivre").click()
    expect(amina.get_by_role("button", name="Suivi")).to_have_attribute("aria-pressed", "true")
    amina.get_by_role("button", name="Suivi").click()
    expect(amina.get_by_role("button", name="Suivre")).to_be_visible()

    amina.get_by_role("link", name="Voir toute ma distance").click()
    expect(amina.get_by_role("main")).to_contain_text("Personne d’autre ne voit cette page")
    expect(amina.get_by_role("heading", name=re.compile("^À hausser"))).to_be_visible()

    amina.goto(PROFILE)
    amina.get_by_role("link", name="Comparer avec une autre description").click()
    amina.get_by_label("avec").select_option("Spécialiste de l’expérience utilisateur")
    amina.get_by_role("main").get_by_role("button", name="Comparer").click()
    amina.wait_for_url(re.compile(r"b=ux"))
    expect(amina.get_by_role("heading", name=re.compile("ce qu’il faudrait gagner"))).to_be_visible()
    expect(amina.get_by_role("img", name=re.compile("^Radar"))).to_be_visible()
    amina.get_by_role("link", name="Seulement ce qui diffère").click()
    expect(amina.locator("#niveaux")).not_to_contain_text("Pareil")

    amina.goto("/profils-emploi/carte/")
    expect(amina.get_by_role("heading", name=re.compile("Autour de « Communication numérique »"))).to_be_visible()
    amina.locator(".profile-map a", has_text="Architecture de l’information").click()
    amina.wait_for_url(re.compile(r"b=information_architecture"))

    amina.goto(PROFILE)
    amina.get_by_role("link", name="Proposer une modification").click()
    amina.get_by_label("Ce que vous changeriez").fill(f"Ajouter le suivi des infolettres {mark}")
    amina.get_by_label("Pourquoi").fill("C’est une tâche de chaque semaine.")
    amina.get_by_role("button", name="Envoyer la proposition").click()
    expect(amina.get_by_role("main")).to_contain_text(mark)
    accessible(amina)


def test_everything_is_read_without_scripts(enter: Callable[..., Page], window: Callable[..., Page]):
    cookies = enter("Bruno").context.storage_state()["cookies"]
    page = window(scripts=False)
    page.context.add_cookies(cookies)

    page.goto("/profils-emploi/")
    page.get_by_role("searchbox", name="Chercher un profil").fill("taxonomie")
    page.get_by_role("main").get_by_role("button", name="Chercher").click()
    expect(page.locator("#profiles h3")).to_have_text(["Architecture de l’information"])
    page.goto(COMPARED)
    expect(page.locator("#textes")).to_contain_text("A seulement")
    page.goto("/profils-emploi/carte/?de=ux")
    page.get_by_label("Partir du profil").select_option("Intégration Web")
    page.get_by_role("button", name="Montrer").click()
    expect(page.get_by_role("heading", name=re.compile("Autour de « Intégration Web »"))).to_be_visible()
    page.goto(PROFILE)
    page.get_by_role("button", name="Suivre").click()
    expect(page.get_by_role("button", name="Suivi")).to_be_visible()
    page.get_by_role("button", name="Suivi").click()


def test_the_distance_of_one_is_not_that_of_another(enter: Callable[..., Page]):
    amina, jules = enter("Amina"), enter("Jules")
    words = re.compile(r"Vos preuves couvrent [\d\u00a0]+%")
    seen = []
    for page in (amina, jules):
        page.goto(PROFILE)
        card = page.get_by_role("region", name="Ma distance").inner_text()
        found = words.search(card)
        seen.append(found[0] if found else card)
    assert seen[0] != seen[1]
