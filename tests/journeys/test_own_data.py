"""First visit, own data, leaving: what a person decides alone."""

import json
from collections.abc import Callable

from playwright.sync_api import Page, expect


def test_the_first_visit_is_never_asked_twice(enter: Callable[..., Page]):
    david = enter("David")
    david.goto("/bienvenue/")
    for _step in range(3):
        skip = david.get_by_role("button", name="Passer")
        if skip.count():
            skip.first.click()
            david.wait_for_load_state()
    david.goto("/")
    expect(david.get_by_role("main")).not_to_contain_text("Première visite")


def test_bruno_takes_his_data_away_and_decides_on_purposes(enter: Callable[..., Page]):
    bruno = enter("Bruno")
    bruno.goto("/compte/mes-donnees/")
    expect(bruno.get_by_role("heading", level=1)).to_be_visible()
    answer = bruno.request.get("/compte/mes-donnees/json/")
    assert answer.status == 200
    data = json.loads(answer.text())
    assert "Bruno" in json.dumps(data, ensure_ascii=False)
    bruno.goto("/compte/confidentialite/")
    purpose = bruno.locator("section.card", has_text="Lire l’avis et décider").first
    purpose.get_by_text("Lire l’avis et décider").click()
    purpose.get_by_role("button", name="J’ai lu l’avis et j’active").click()
    given = bruno.locator("section.card", has_text="Activé").first
    given.get_by_role("button", name="Désactiver").click()
    expect(bruno.locator("section.card", has_text="Lire l’avis et décider").first).to_contain_text("Mes décisions")


def test_who_leaves_cannot_enter_again_and_the_work_stays(enter: Callable[..., Page], window: Callable[..., Page]):
    karim = enter("Karim")
    karim.goto("/compte/supprimer/")
    karim.locator("input[name=confirmation], input[type=text]").last.fill("SUPPRIMER")
    karim.get_by_role("button", name="Supprimer").last.click()
    karim.wait_for_url("**/compte/supprime/**")
    again = window()
    again.goto("/compte/connexion/")
    again.get_by_role("button", name="Entrer comme Karim").click()
    again.goto("/membres/")
    again.wait_for_url("**/compte/connexion/**")
    olga = enter("Olga")
    olga.goto("/communaute/espaces/accessibilite-numerique/")
    expect(olga.get_by_role("main")).not_to_contain_text("Karim")
