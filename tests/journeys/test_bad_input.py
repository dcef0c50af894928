"""What goes wrong is said in a sentence, and what was typed is still there."""

import re
import secrets
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.journeys.test_question_and_answer import ask

SPACE = "Accueil et entraide"
HOSTILE = """<script>window.pris = 1</script>
<img src=x onerror="window.pris = 2">
[un lien](javascript:window.pris=3)
<svg onload=window.pris=4></svg> <iframe src="https://exemple.test"></iframe>
[autre](data:text/html,<script>window.pris=5</script>) **du gras**"""


def form(page: Page) -> Page:
    page.goto("/communaute/fils/nouveau/?genre=question")
    page.get_by_label("Espace", exact=True).select_option(label=SPACE)
    return page


def test_a_title_that_is_too_long(enter: Callable[..., Page], accessible: Callable[..., None]):
    malik = form(enter("Malik"))
    title = malik.get_by_label("Titre", exact=True)
    title.evaluate("field => field.removeAttribute('maxlength')")
    title.fill("Très long " * 60)
    malik.get_by_label("Votre texte").fill("Ce texte ne se perd pas.")
    malik.get_by_role("button", name="Publier").click()
    expect(malik.locator(".field-error, .error").first).to_be_visible()
    expect(title).to_have_value(re.compile("Très long Très long"))
    expect(malik.get_by_label("Votre texte")).to_have_value("Ce texte ne se perd pas.")
    accessible(malik)


def test_a_file_of_a_hundred_megabytes(enter: Callable[..., Page], tmp_path):
    huge = tmp_path / "film.mp4"
    with huge.open("wb") as file:
        file.truncate(100 * 1024 * 1024)
    malik = form(enter("Malik"))
    malik.get_by_label("Votre texte").fill("Voici le film. ")
    malik.locator("[data-upload-input]").set_input_files(huge)
    expect(malik.locator("[data-editor-status]")).to_contain_text("dépasse 20\u00a0Mo")
    expect(malik.get_by_label("Votre texte")).to_have_value("Voici le film. ")

    program = tmp_path / "photo.png"
    program.write_bytes(b"MZ\x90\x00" + b"\x00" * 4000)
    malik.locator("[data-upload-input]").set_input_files(program)
    status = malik.locator("[data-editor-status]")
    expect(status).not_to_contain_text("dépasse")
    expect(status).not_to_have_text("")
    expect(malik.get_by_label("Votre texte")).to_have_value("Voici le film. ")


def test_hostile_markdown_is_only_text(enter: Callable[..., Page]):
    mark = secrets.token_hex(3)
    malik = enter("Malik")
    ask(malik, f"<b>Hostile</b> {mark}", HOSTILE, space=SPACE)
    expect(malik.get_by_role("heading", level=1)).to_have_text(f"<b>Hostile</b> {mark}")
    expect(malik.locator(".prose strong", has_text="du gras")).to_be_visible()
    for link in malik.locator(".opening .prose a").all():
        link.click(trial=True)
    assert malik.evaluate("window.pris") is None
    assert (
        malik.locator(".prose :is(script, iframe, svg, [onerror], [onload], a[href^='javascript'], a[href^='data'])").count()
        == 0
    )


def test_thirty_posts_in_a_row(enter: Callable[..., Page]):
    """After twenty in ten minutes one is asked to wait; the text stays in its place."""
    noemie = enter("Noémie")
    ask(noemie, f"En rafale {secrets.token_hex(3)}", "Combien de réponses à la suite?", space=SPACE)
    box = noemie.locator("#repondre textarea")
    refusal = noemie.locator("#repondre").get_by_text("beaucoup en peu de temps")
    for number in range(40):  # a window of ten minutes may end meanwhile, and another begin
        words = f"Réponse numéro {number}."
        box.fill(words)
        noemie.locator("#repondre").get_by_role("button", name=re.compile("Répondre|Publier")).click()
        expect(noemie.locator("#reply-list").get_by_text(words, exact=True).or_(refusal).first).to_be_visible()
        if refusal.count():
            break
    expect(refusal.first).to_contain_text("votre texte est gardé")
    expect(box).to_have_value(words)
    expect(noemie.locator("#reply-list")).not_to_contain_text(words)
