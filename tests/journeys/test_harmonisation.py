"""Three ministries' descriptions become one draft: a Word document, a PDF, a CSV of Windows; a scan refused on the way."""

import csv
import io
import re
import secrets
from collections.abc import Callable

import typst
from docx import Document
from PIL import Image
from playwright.sync_api import FilePayload, Page, expect

PLACES = {"MESS": "Emploi et de la Solidarité", "MTMD": "Transports", "MAPAQ": "Agriculture"}


def sections(mark: str) -> dict[str, list[str]]:
    """Words that stand nowhere else, so that other descriptions of the demonstration stay apart."""
    return {
        "Mission": [f"Tenir les archives sonores{mark} du ministère."],
        "Tâches principales": [
            f"Classer les enregistrements{mark} selon le plan de conservation",
            f"Transcrire les entrevues{mark} et les rendre accessibles",
        ],
        "Exigences": [f"Un diplôme en archivistique{mark}"],
    }


def word(mark: str) -> FilePayload:
    document = Document()
    document.add_heading(f"Archiviste sonore {mark}", 0)
    for heading, lines in sections(mark).items():
        document.add_heading(heading, 1)
        for line in lines:
            document.add_paragraph(line, style="List Bullet")
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Outils", f"Une console{mark}"
    buffer = io.BytesIO()
    document.save(buffer)
    return {"name": "archiviste.docx", "mimeType": "application/octet-stream", "buffer": buffer.getvalue()}


def pdf(mark: str, tmp_path) -> FilePayload:
    parts = [f"= Archiviste des sons {mark}"]
    for heading, lines in sections(mark).items():
        parts += [f"== {heading}", *(f"- {line}" for line in lines)]
    source = tmp_path / "description.typ"
    source.write_text("\n\n".join(parts), "utf-8")
    return {"name": "archiviste.pdf", "mimeType": "application/pdf", "buffer": typst.compile(str(source))}


def table(mark: str) -> FilePayload:
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, delimiter=";")
    found = sections(mark)
    writer.writerow(["Titre", "Mission", "Responsabilités", "Exigences"])
    writer.writerow([f"Responsable des archives sonores {mark}", *("\n".join(lines) for lines in found.values())])
    return {"name": "archiviste.csv", "mimeType": "text/csv", "buffer": buffer.getvalue().encode("cp1252")}


def scan() -> FilePayload:
    buffer = io.BytesIO()
    Image.new("RGB", (200, 200), "white").save(buffer, "PDF")
    return {"name": "numérisé.pdf", "mimeType": "application/pdf", "buffer": buffer.getvalue()}


def bring_in(page: Page, acronym: str, *files: FilePayload) -> None:
    """Import for that ministry; the page that follows says what was read, by itself."""
    page.goto("/profils-emploi/harmonisation/importer/")
    field = page.get_by_label("Organisation", exact=True)
    field.select_option(label=next(one for one in field.locator("option").all_inner_texts() if PLACES[acronym] in one))
    page.get_by_label("Fichiers").set_input_files(list(files))
    page.get_by_role("button", name="Importer").click()
    page.wait_for_url(re.compile(r"/importations/\d+/"))
    expect(page.get_by_text(re.compile("description lue|descriptions lues"))).to_be_visible(timeout=30_000)


def test_three_ministries_descriptions_become_one_draft(enter: Callable[..., Page], accessible, tmp_path):
    mark = secrets.token_hex(3)
    lea = enter("Léa")
    bring_in(lea, "MESS", word(mark), scan())
    expect(lea.get_by_role("main")).to_contain_text("Ce PDF est une image")
    accessible(lea)
    bring_in(lea, "MTMD", pdf(mark, tmp_path))
    bring_in(lea, "MAPAQ", table(mark))

    # The comparison runs in a worker; the page says how far it is, then where to read.
    lea.get_by_role("button", name="Comparer les descriptions").click()
    lea.wait_for_url("**/rapprochements/**")
    expect(lea.get_by_text("Dernière comparaison")).to_be_visible(timeout=60_000)
    lea.goto(f"/profils-emploi/harmonisation/rapprochements/?q=sonores{mark}")
    group = lea.locator(".pair-group").first
    expect(group).to_contain_text(re.compile(r"\d descriptions"))
    group.get_by_text(re.compile("phrases? en commun")).first.click()
    expect(group).to_contain_text("Mot pour mot")
    group.get_by_role("button", name="Retenir").first.click()
    expect(lea.get_by_text("La proposition est retenue.")).to_be_visible()

    lea.goto(f"/profils-emploi/harmonisation/?q=sonores{mark}")
    for box in lea.locator("input[name=d]").all():
        box.check()
    lea.get_by_role("button", name="Comparer côte à côte").click()
    expect(lea.get_by_text("Partagée par 3").first).to_be_visible()
    lea.get_by_role("checkbox", name=f"Une console{mark}").check()
    lea.get_by_label("Verser dans", exact=True).select_option(label="Un nouveau profil")
    lea.get_by_label("Nom du nouveau profil").fill(f"Archives sonores {mark}")
    lea.get_by_label("Code du nouveau profil").fill(f"A{mark}")
    accessible(lea)
    lea.get_by_role("button", name="Verser ce qui est coché").click()
    lea.wait_for_url(re.compile(r"/ebauches/\d+/"))
    written = " ".join(lea.locator("main textarea").evaluate_all("all => all.map(one => one.value)"))
    for text in (f"Classer les enregistrements{mark}", f"Tenir les archives sonores{mark}", f"Une console{mark}"):
        assert written.count(text) == 1, text

    # The log, which every member reads once the version is public, says where each sentence comes from.
    lea.get_by_role("link", name=re.compile("Journal")).first.click()
    expect(lea.get_by_role("main")).to_contain_text("Descriptions ministérielles réunies")


def test_a_respondent_says_how_the_ministry_uses_a_profile(enter: Callable[..., Page], accessible):
    mark = secrets.token_hex(3)
    malik, amina = enter("Malik"), enter("Amina", phone=True)
    malik.goto("/profils-emploi/project_management/couverture/")
    malik.get_by_role("link", name="Déclarer MESS").click()
    malik.get_by_role("radio", name=re.compile("Avec une variante")).check()
    mission = malik.get_by_label("Mission", exact=True)
    mission.fill(f"{mission.input_value()} Suit les chantiers{mark}.")
    malik.get_by_label(re.compile("^Pourquoi")).fill("")
    malik.get_by_role("button", name="Déclarer").click()
    expect(malik.get_by_role("main")).to_contain_text("Dites pourquoi le ministère s’écarte de la référence.")
    expect(mission).to_have_value(re.compile(f"chantiers{mark}"))
    malik.get_by_label(re.compile("^Pourquoi")).fill("Les chantiers durent plusieurs années.")
    malik.get_by_role("button", name="Déclarer").click()
    expect(malik.locator("ins").first).to_contain_text(f"chantiers{mark}")
    accessible(malik)

    amina.goto("/profils-emploi/couverture/?profil=project_management&usage=variation")
    amina.get_by_role("link", name="Variante", exact=True).first.click()
    expect(amina.get_by_role("main")).to_contain_text("Les chantiers durent plusieurs années.")
    assert amina.evaluate("document.documentElement.scrollWidth") <= 375
