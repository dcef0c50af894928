"""Reading DOCX, PDF, CSV and pasted text: what is found, and what is said when nothing is."""

import io
import itertools

import pytest
import typst
from docx import Document
from PIL import Image

from job_profiles.rules import extraction
from job_profiles.rules.extraction import ExtractedDescription

N = "\u00a0"


def docx_of(document) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def pdf_of(source: str, tmp_path) -> bytes:
    path = tmp_path / "source.typ"
    path.write_text(source, "utf-8")
    return typst.compile(str(path))


def codes(found: list[ExtractedDescription]) -> list[dict[str, str]]:
    return [description.sections for description in found]


PASTED = f"""Ministère des Forêts fictives
Description d’emploi

Titre de l’emploi{N}: Gestionnaire de communauté
Direction{N}: Direction des communications

Sommaire de l’emploi
Sous l’autorité de la directrice, la personne anime les comptes.

1. Attributions principales
• Anime les comptes de médias sociaux;
o\tRépond aux questions du public;
- Modère les commentaires

2) Livrables attendus :
a) Calendrier éditorial
Exigences : diplôme universitaire
Trois ans d'expérience
Conditions de travail
Télétravail possible
"""


def test_pasted_text_gives_title_organisation_and_sections():
    (found,) = extraction.extract_text(PASTED)
    assert found.title == "Gestionnaire de communauté"
    assert found.organisation == "Ministère des Forêts fictives"
    assert found.sections == {
        "mission": "Sous l’autorité de la directrice, la personne anime les comptes.",
        "responsibilities": "Anime les comptes de médias sociaux;\nRépond aux questions du public;\nModère les commentaires",
        "deliverables": "Calendrier éditorial",
        "requirements": "diplôme universitaire\nTrois ans d'expérience",
        "other": f"Direction{N}: Direction des communications\nTélétravail possible",
    }


@pytest.mark.parametrize(
    ("heading", "section"),
    [
        ("Mission", "mission"), ("SOMMAIRE DE L’EMPLOI", "mission"), ("Raison d’être du poste :", "mission"),
        ("Attributions", "responsibilities"), ("Tâches principales", "responsibilities"),
        ("Rôle et responsabilités", "responsibilities"), ("Principales fonctions et responsabilités", "responsibilities"),
        ("Ce que vous ferez", "responsibilities"), ("Livrables", "deliverables"), ("Résultats attendus", "deliverables"),
        ("Outils et logiciels utilisés", "tools"), ("Environnement technologique", "tools"),
        ("Indicateurs de rendement", "indicators"), ("Exigences de l'emploi", "requirements"),
        ("Profil recherché", "requirements"), ("Scolarité et expérience", "requirements"),
        ("4.2 Compétences requises", "requirements"),
        ("Conditions de travail", "other"), ("Key responsibilities", "responsibilities"), ("Job summary", "mission"),
        ("Required skills", "requirements"), ("Deliverables", "deliverables"),
    ],
)  # fmt: skip
def test_headings_are_known_in_their_variants(heading, section):
    (found,) = extraction.extract_text(f"Webmestre\n{heading}\nUne ligne de texte.")
    assert found.sections == {section: "Une ligne de texte."}
    assert found.title == "Webmestre"


@pytest.mark.parametrize(
    "sentence",
    [
        "Élabore les outils de diffusion du ministère.",
        "Participe aux activités de formation",
        "Exigences de la loi sur l’accès",
    ],
)
def test_a_line_of_text_is_not_taken_for_a_heading(sentence):
    (found,) = extraction.extract_text(f"Webmestre\nMission\n{sentence}")
    assert found.sections == {"mission": sentence}


def test_two_descriptions_are_parted_by_a_rule_or_by_their_labelled_titles():
    ruled = extraction.extract_text("Webmestre\nMission\nTenir le site.\n-----\nGraphiste\nMission\nDessiner.\n")
    labelled = extraction.extract_text("Titre : Webmestre\nMission\nTenir le site.\nTitre : Graphiste\nMission\nDessiner.\n")
    assert [found.title for found in ruled] == ["Webmestre", "Graphiste"]
    assert [found.title for found in labelled] == ["Webmestre", "Graphiste"]
    assert codes(ruled) == codes(labelled) == [{"mission": "Tenir le site."}, {"mission": "Dessiner."}]


@pytest.mark.parametrize("text", ["", "   \n\t\n", "•\n•\n----\n"])
def test_a_text_without_a_word_is_empty(text):
    with pytest.raises(extraction.Empty):
        extraction.extract_text(text)


def test_docx_is_read_in_order_with_lists_and_tables():
    document = Document()
    document.add_heading("Intégratrice ou intégrateur Web", 0)
    document.add_heading("Mission", 1)
    document.add_paragraph("Tient les pages du ministère.")
    document.add_heading("Tâches", 1)
    document.add_paragraph("Intègre des gabarits", style="List Bullet")
    document.add_paragraph("Corrige les écarts", style="List Number")
    form = document.add_table(rows=2, cols=2)
    form.cell(0, 0).text, form.cell(0, 1).text = "Exigences", "Diplôme d’études collégiales\nDeux ans d’expérience"
    form.cell(1, 0).text, form.cell(1, 1).text = "Outils", "Éditeur de code"
    bold = document.add_paragraph()
    bold.add_run("Livrables").bold = True
    document.add_paragraph("Gabarits")
    (found,) = extraction.extract(docx_of(document), "docx")
    assert found.title == "Intégratrice ou intégrateur Web"
    assert found.sections == {
        "mission": "Tient les pages du ministère.",
        "responsibilities": "Intègre des gabarits\nCorrige les écarts",
        "deliverables": "Gabarits",
        "tools": "Éditeur de code",
        "requirements": "Diplôme d’études collégiales\nDeux ans d’expérience",
    }


def test_a_docx_table_whose_first_row_names_sections_is_read_by_columns():
    document = Document()
    document.add_paragraph("Webmestre")
    table = document.add_table(rows=3, cols=2)
    for row, cells in enumerate((("Tâches", "Livrables"), ("Publier", "Pages"), ("Corriger", "Rapport"))):
        for column, text in enumerate(cells):
            table.cell(row, column).text = text
    (found,) = extraction.extract(docx_of(document), "docx")
    assert found.sections == {"responsibilities": "Publier\nCorriger", "deliverables": "Pages\nRapport"}


def test_a_docx_of_forty_pages_with_tables_gives_each_of_its_descriptions():
    document = Document()
    document.add_heading("Recueil des descriptions d’emploi", 0)
    for number in range(1, 41):
        document.add_heading(f"Emploi {number}", 1)
        document.add_heading("Mission", 2)
        document.add_paragraph(f"Mission numéro {number}, en une phrase qui dit à quoi sert le poste. " * 12)
        document.add_heading("Responsabilités", 2)
        table = document.add_table(rows=6, cols=3)
        for row in range(6):
            for column in range(3):
                table.cell(row, column).text = f"Tâche {row} {column}"
        document.add_page_break()
    found = extraction.extract(docx_of(document), "docx")
    assert [description.title for description in found] == [f"Emploi {number}" for number in range(1, 41)]
    assert found[39].sections["responsibilities"].splitlines()[0] == "Tâche 0 0 – Tâche 0 1 – Tâche 0 2"
    assert len(found[39].sections["responsibilities"].splitlines()) == 6


def test_a_damaged_or_protected_docx_says_so():
    with pytest.raises(extraction.Unreadable):
        extraction.extract(b"PK\x03\x04 not a document", "docx")
    with pytest.raises(extraction.Encrypted):
        extraction.extract(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x01" * 600, "docx")
    with pytest.raises(extraction.Empty):
        extraction.extract(docx_of(Document()), "docx")


LOREM = " ".join(
    f"La personne titulaire coordonne les communications internes et publie des contenus accessibles numéro {number}."
    for number in range(14)
)


def test_a_pdf_in_two_columns_is_read_column_by_column_its_cut_words_mended(tmp_path):
    source = (
        '#set page(columns: 2, header: [Ministère fictif], numbering: "1")\n#set text(lang: "fr", hyphenate: true)\n'
        f"#set par(justify: true)\n= Responsabilités\n{LOREM}\n\n- Premier point de la liste\n"
        f"#colbreak()\n= Exigences\n{LOREM}\n"
    )
    (found,) = extraction.extract(pdf_of(source, tmp_path), "pdf")
    assert found.sections["responsibilities"].replace("\n", " ") == f"{LOREM} Premier point de la liste"
    assert found.sections["requirements"].replace("\n", " ") == LOREM


def test_a_pdf_form_keeps_each_label_with_its_text(tmp_path):
    source = (
        "#table(columns: (4cm, 10cm), [Titre de l’emploi], [Webmestre], [Mission], [Tenir le site du ministère"
        " et le faire évoluer avec les équipes de contenu dans la durée.], [Exigences], [Diplôme universitaire])"
    )
    (found,) = extraction.extract(pdf_of(source, tmp_path), "pdf")
    assert found.title == "Webmestre"
    assert found.sections == {
        "mission": "Tenir le site du ministère et le faire évoluer avec les équipes de contenu dans la durée.",
        "requirements": "Diplôme universitaire",
    }


def test_running_heads_and_page_numbers_of_a_pdf_are_dropped(tmp_path):
    source = (
        '#set page(header: [Ministère fictif — document de travail], numbering: "1 / 1")\n'
        "= Mission\nTenir le site.\n#pagebreak()\n"
        "= Exigences\nUn diplôme collégial.\n#pagebreak()\n"
        "= Livrables\nDes pages accessibles à tout le monde.\n"
    )
    (found,) = extraction.extract(pdf_of(source, tmp_path), "pdf")
    assert found.sections == {
        "mission": "Tenir le site.",
        "deliverables": "Des pages accessibles à tout le monde.",
        "requirements": "Un diplôme collégial.",
    }


def test_a_scanned_pdf_has_no_text_and_the_error_counts_its_pages():
    buffer = io.BytesIO()
    page = Image.new("RGB", (300, 400), "white")
    page.save(buffer, "PDF", save_all=True, append_images=[page])
    with pytest.raises(extraction.NoText) as refused:
        extraction.extract(buffer.getvalue(), "pdf")
    assert refused.value.details == {"pages": 2}


def test_a_pdf_behind_a_password_and_a_damaged_one_say_so(tmp_path):
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf_of("Du texte.", tmp_path))))
    writer.encrypt("secret", algorithm="RC4-128")
    buffer = io.BytesIO()
    writer.write(buffer)
    with pytest.raises(extraction.Encrypted):
        extraction.extract(buffer.getvalue(), "pdf")
    with pytest.raises(extraction.Unreadable):
        extraction.extract(b"%PDF-1.7 and then nothing that is a PDF", "pdf")


def test_a_pdf_of_too_many_pages_is_refused_with_the_limit(tmp_path):
    source = "#for number in range(401) { [page] + pagebreak(weak: true) }"
    with pytest.raises(extraction.TooLong) as refused:
        extraction.extract(pdf_of(source, tmp_path), "pdf")
    assert refused.value.details == {"what": "pages", "limit": 400, "pages": 401}


def test_a_file_that_takes_too_long_is_given_up(tmp_path):
    clock = itertools.count(0, 61)
    with pytest.raises(extraction.TooLong) as refused:
        extraction.extract(pdf_of(f"{LOREM}", tmp_path), "pdf", clock=lambda: float(next(clock)))
    assert refused.value.details == {"what": "time", "limit": 60}


def test_a_text_of_more_than_five_million_characters_is_refused():
    with pytest.raises(extraction.TooLong) as refused:
        extraction.extract_text("mot " * 1_250_001)
    assert refused.value.details == {"what": "text", "limit": 5_000_000}


ROWS = (
    "Titre{s}Organisme{s}Mission{s}Responsabilités{s}Compétences requises{n}"
    'Webmestre{s}Forêts{s}Tenir le site{s}"• Publier{n}• Corriger"{s}HTML{n}'
    "{s}{s}{s}{s}{n}"
    "Graphiste{s}Pêches{s}Dessiner « l’été »{s}Créer{s}Portfolio à jour{n}"
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_csv_is_read_in_every_character_set_and_separator(encoding, separator):
    data = ROWS.format(s=separator, n="\r\n").encode(encoding)
    found = extraction.extract(data, "csv")
    assert [(description.title, description.organisation, description.row) for description in found] == [
        ("Webmestre", "Forêts", 1),
        ("Graphiste", "Pêches", 3),
    ]
    assert codes(found) == [
        {"mission": "Tenir le site", "responsibilities": "Publier\nCorriger", "requirements": "HTML"},
        {"mission": "Dessiner « l’été »", "responsibilities": "Créer", "requirements": "Portfolio à jour"},
    ]


def test_csv_without_columns_that_are_known_tells_which_it_has():
    with pytest.raises(extraction.NoHeader) as refused:
        extraction.extract("Nom;Âge\nUne;2\n".encode("cp1252"), "csv")
    assert refused.value.details == {"columns": ["Nom", "Âge"]}


def test_csv_with_only_a_header_is_empty():
    with pytest.raises(extraction.Empty):
        extraction.extract(b"Titre;Mission\n", "csv")


def test_other_kinds_and_empty_files_are_refused():
    with pytest.raises(extraction.Unsupported) as refused:
        extraction.extract(b"PK", "odt")
    assert refused.value.details == {"extension": "odt"}
    for extension in extraction.FORMATS:
        with pytest.raises(extraction.Empty):
            extraction.extract(b" \n\x00", extension)
