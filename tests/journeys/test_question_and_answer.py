"""The main job: Amina asks, Bruno sees it arrive and answers, both find it again; David sees nothing closed."""

import re
import secrets
from collections.abc import Callable

from playwright.sync_api import Page, expect

SPACE = "Accessibilité numérique"


def ask(page: Page, title: str, body: str, *, space: str = SPACE) -> str:
    """Ask through the composer of home; the address of the thread."""
    page.goto("/")
    page.get_by_role("link", name="Question", exact=True).click()
    page.get_by_label("Espace", exact=True).select_option(label=space)
    page.get_by_label("Titre", exact=True).fill(title)
    page.get_by_label("Votre texte").fill(body)
    page.get_by_role("button", name="Publier").click()
    page.wait_for_url(re.compile(r"/communaute/fils/\d+/"))
    return page.url


def answer(page: Page, body: str) -> None:
    page.locator("#repondre textarea").fill(body)
    page.locator("#repondre").get_by_role("button", name=re.compile("Répondre|Publier")).click()
    expect(page.locator("#reply-list")).to_contain_text(body.split("\n")[0][:40])


def search_for(page: Page, words: str) -> None:
    page.goto("/")
    box = page.locator("#global-search")
    box.fill(words)
    box.press("Enter")
    page.wait_for_url("**/recherche/**")


def test_asked_seen_live_answered_accepted_and_found_again(enter: Callable[..., Page]):
    mark = secrets.token_hex(3)
    amina, bruno = enter("Amina"), enter("Bruno")
    bruno.wait_for_load_state("networkidle")

    thread = ask(amina, f"Décrire une carte à l’aveugle {mark}", "Notre carte compte **400 points**. Que faites-vous?")
    expect(amina.get_by_role("heading", level=1)).to_have_text(f"Décrire une carte à l’aveugle {mark}")
    expect(amina.locator("strong", has_text="400 points")).to_be_visible()
    amina.wait_for_load_state("networkidle")

    line = bruno.locator("#home-news .live-line")
    expect(line).to_contain_text("nouveauté", timeout=15_000)
    line.click()
    bruno.get_by_role("link", name=f"Décrire une carte à l’aveugle {mark}").first.click()
    bruno.wait_for_url(thread)
    answer(bruno, f"Une liste équivalente, triée par région, suffit presque toujours hameçon{mark}.")

    news = amina.locator("#thread-news-line")
    expect(news).to_contain_text("1 nouvelle réponse", timeout=15_000)
    before = amina.locator("h1").bounding_box()
    news.get_by_role("link").or_(news.get_by_role("button")).first.click()
    expect(amina.locator("#reply-list")).to_contain_text("triée par région")
    assert amina.locator("h1").bounding_box() == before
    expect(amina.locator("#notification-badge")).not_to_have_text("", timeout=15_000)

    amina.get_by_role("button", name=re.compile("Accepter")).first.click()
    expect(amina.locator(".is-accepted").first).to_contain_text("triée par région")

    for page in (amina, bruno):
        search_for(page, f"decrire aveugle {mark}")
        expect(page.locator("#resultats")).to_contain_text(f"Décrire une carte à l’aveugle {mark}")
    search_for(amina, f"hamecon{mark}")
    expect(amina.locator("#resultats")).to_contain_text("Dans une réponse")

    bruno.goto("/notifications/")
    expect(bruno.get_by_role("main")).to_contain_text("accepté", timeout=15_000)


def test_a_stranger_sees_nothing_of_a_hidden_space(enter: Callable[..., Page], tmp_path):
    mark = secrets.token_hex(3)
    plan = tmp_path / "plan.txt"
    plan.write_text(f"Plan secret {mark}", "utf-8")
    amina = enter("Amina")
    amina.goto("/communaute/fils/nouveau/?genre=question")
    hidden = amina.get_by_label("Espace", exact=True)
    hidden.select_option(label="Refonte Québec.ca")
    amina.get_by_label("Titre", exact=True).fill(f"Plan de la refonte {mark}")
    amina.get_by_label("Votre texte").fill("Le plan est joint. ")
    amina.locator("[data-upload-input]").set_input_files(plan)
    expect(amina.get_by_label("Votre texte")).to_have_value(re.compile("/fichiers/"))
    amina.get_by_role("button", name="Publier").click()
    amina.wait_for_url(re.compile(r"/communaute/fils/\d+/"))
    file = amina.locator(".prose a[href^='/fichiers/']").first.get_attribute("href")
    assert file
    assert amina.request.get(file).status == 200

    david = enter("David")
    for address in (amina.url, file, "/communaute/espaces/refonte-quebec-ca/"):
        assert david.request.get(address).status == 404, address
    search_for(david, f"refonte {mark}")
    expect(david.locator("#resultats")).not_to_contain_text(mark)
    suggestions = david.request.get("/recherche/suggestions/", params={"q": f"Plan de la refonte {mark}"})
    assert mark not in suggestions.text()
    david.goto("/")
    expect(david.get_by_role("main")).not_to_contain_text(mark)


def test_a_reply_is_quoted_after_what_one_has_written(enter: Callable[..., Page]):
    mark = secrets.token_hex(3)
    amina = enter("Amina")
    ask(amina, f"Citer sans se perdre {mark}", "Que garder d’un long fil?")
    answer(amina, f"Une liste suffit {mark}.")
    box = amina.locator("#repondre textarea")
    box.fill("Oui, mais")
    amina.locator("#reply-list").get_by_role("link", name="Citer").last.click()
    expect(box).to_have_value(re.compile(rf"^Oui, mais\n\n> \*\*Amina .+\*\*\u00a0: Une liste suffit {mark}\.\n\n$"))
    expect(box).to_be_focused()
