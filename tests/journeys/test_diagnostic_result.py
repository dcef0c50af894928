"""Bruno’s result: read, one item shared with Esther and taken back, the sheet for Jules; what Hugo and Jules cannot see."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

HOME = "/apprentissage/diagnostic/"
WITH_ME = f"{HOME}partages-avec-moi/"
SHARES = f"{HOME}partages/"
ESTHER, JULES = "esther.bouchard-fictive@exemple.test", "jules.fortin-fictif@exemple.test"
LEVELS = re.compile("Sensibilisation|Application|Maîtrise|Expertise|Écart|Force|%")


def test_one_item_is_shared_seen_and_taken_back(enter: Callable[..., Page], accessible: Callable[..., None]):
    bruno, esther = enter("Bruno"), enter("Esther")
    result = open_result(bruno)
    accessible(bruno)

    bruno.locator("#gap .finding .title, #undecided .finding .title").first.click()
    name = bruno.get_by_role("heading", level=1).inner_text()
    expect(bruno.get_by_role("heading", name="Les énoncés qui ont compté")).to_be_visible()
    expect(bruno.get_by_role("heading", name="Ce qui changerait cet état")).to_be_visible()
    accessible(bruno)
    bruno.get_by_role("link", name="Partager cet élément").click()
    expect(bruno.get_by_role("checkbox", name=re.compile(f"^{re.escape(name)}"))).to_be_checked()
    bruno.get_by_label("Avec qui").fill(ESTHER)
    accessible(bruno)
    bruno.get_by_role("main").get_by_role("button", name="Partager").click()
    expect(bruno.get_by_role("main")).to_contain_text("n’a pas encore regardé")

    esther.goto(WITH_ME)
    expect(esther.get_by_role("main")).not_to_contain_text(name)
    esther.get_by_role("link", name=re.compile("^1 élément")).click()
    expect(esther.get_by_role("main")).to_contain_text(name)
    expect(esther.locator("main .finding")).to_have_count(1)
    accessible(esther)
    seen = esther.url

    bruno.goto(SHARES)
    expect(bruno.get_by_role("main")).to_contain_text("a regardé 1 fois")
    accessible(bruno)
    bruno.get_by_role("button", name="Retirer").first.click()
    expect(bruno.get_by_role("main")).to_contain_text("Retiré")
    assert esther.goto(seen).status == 404  # type: ignore[union-attr]
    esther.goto(WITH_ME)
    expect(esther.get_by_role("heading", level=1)).to_have_text("Partagé avec moi")
    expect(esther.get_by_role("link", name=re.compile("élément"))).to_have_count(0)
    assert enter("Hugo").goto(result).status == 404  # type: ignore[union-attr]


def test_the_manager_gets_the_talk_sheet_and_no_result(enter: Callable[..., Page], accessible: Callable[..., None]):
    bruno, jules = enter("Bruno"), enter("Jules")
    result = open_result(bruno)
    bruno.get_by_role("link", name="Partager un élément").click()
    bruno.locator("input[name=items]").first.check()
    bruno.get_by_label("Avec qui").fill(JULES)
    bruno.get_by_role("main").get_by_role("button", name="Partager").click()
    expect(bruno.locator("#form-errors")).to_contain_text("est dans votre ligne hiérarchique")
    accessible(bruno)

    bruno.get_by_role("link", name="Préparer ma feuille").click()
    bruno.get_by_label("Mot d’introduction").fill("J’aimerais en parler jeudi.")
    bruno.locator(".sheet-line input[type=checkbox]").first.check()
    bruno.locator(".sheet-line textarea").first.fill("Où pourrais-je m’y exercer?")
    accessible(bruno)
    bruno.get_by_role("button", name="Garder la feuille").click()
    bruno.get_by_role("link", name="Montrer la feuille").click()
    expect(bruno.get_by_label("Avec qui")).to_have_value(re.compile("^Jules"))
    bruno.get_by_role("button", name="Montrer").click()
    expect(bruno.get_by_role("complementary", name="Et maintenant")).to_contain_text("Jules")

    jules.goto(WITH_ME)
    jules.get_by_role("link", name=re.compile("^Feuille du")).click()
    expect(jules.get_by_role("main")).to_contain_text("Où pourrais-je m’y exercer?")
    expect(jules.get_by_role("main")).not_to_contain_text(LEVELS)
    accessible(jules)
    assert jules.goto(result).status == 404  # type: ignore[union-attr]

    bruno.reload()
    expect(bruno.get_by_role("complementary", name="Et maintenant")).to_contain_text("a regardé 1 fois")
    bruno.get_by_role("button", name="Supprimer").click()
    expect(bruno.get_by_role("heading", level=1)).to_have_text("Mon résultat")
    jules.goto(WITH_ME)
    expect(jules.get_by_role("heading", level=1)).to_have_text("Partagé avec moi")
    expect(jules.get_by_role("link", name=re.compile("^Feuille du"))).to_have_count(0)


def open_result(page: Page) -> str:
    """By the page of the diagnostic; gives the address."""
    page.goto(HOME)
    page.get_by_role("link", name="Voir mon résultat").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Mon résultat")
    return page.url
