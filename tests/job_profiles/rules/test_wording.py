"""Hints on French: what is found, what is proposed, and above all what is left in peace."""

import json
from pathlib import Path

import pytest

from job_profiles.rules.wording import Hint, hints

DATA = Path(__file__).parents[3] / "data"
N = "\u00a0"


def told(text: str) -> list[tuple[str, str, str]]:
    return [(hint.code, hint.found, hint.proposal) for hint in hints(text)]


def test_the_missions_of_the_default_profiles_raise_no_hint():
    profiles = json.loads((DATA / "profiles/profiles.json").read_text("utf-8"))
    assert [told(profile["mission_fr"]) for profile in profiles] == [[]] * 8


def test_the_framework_raises_only_long_sentences_and_three_masculines():
    framework = json.loads((DATA / "competencies/framework.json").read_text("utf-8"))
    texts = [
        text
        for entry in framework["competencies"]
        for text in (entry["definition_fr"], *(level["can_fr"] for level in entry["levels"]))
    ]
    found = [hint for text in texts for hint in told(text) if hint[0] != "long_sentence"]
    assert found == [("masculine", "réviseurs", "réviseuses et réviseurs")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Travaille afin de rejoindre le public.", ("heavy", "afin de", "pour")),
        ("Dans le but de servir, répond.", ("heavy", "Dans le but de", "Pour")),
        ("Est en mesure de rédiger.", ("heavy", "Est en mesure de", "Peut")),
        ("Assurer la gestion de l’équipe.", ("hidden_verb", "Assurer la gestion", "gérer")),
        ("Procède à la rédaction des avis.", ("hidden_verb", "Procède à la rédaction", "rédiger")),
        ("Les pages sont publiées par l’équipe.", ("passive", "sont publiées par", "")),
        ("Relève de la DGCOM pour ses dossiers.", ("initials", "DGCOM", "")),
        (
            "Voit à la mise en œuvre de l’évaluation de la performance des activités de communication du ministère.",
            ("chain", "œuvre de l’évaluation de la performance des activités de communication du ministère", ""),
        ),
        ("Le titulaire rédige.", ("holder", "Le titulaire", "La personne titulaire")),
        ("Aide du titulaire.", ("holder", "du titulaire", "de la personne titulaire")),
        ("Relève d’un conseiller en communication.", ("masculine", "conseiller", "conseillère ou conseiller")),
        ("Rédacteur Web", ("masculine", "Rédacteur", "Rédactrice ou rédacteur")),
        ("Répond aux citoyens.", ("masculine", "citoyens", "population")),
        ("Forme les employés.", ("masculine", "employés", "personnel")),
        ("Aide les utilisateurs.", ("masculine", "utilisateurs", "utilisatrices et utilisateurs")),
        ("Agent d’information", ("masculine", "Agent d’", "Agente ou agent d’")),
        ("Les employé(e)s répondent.", ("cut_word", "employé(e)s", "")),
        ("Un·e conseiller·ère répond.", ("cut_word", "conseiller·ère", "")),
        ("Il doit répondre.", ("he", "Il", "La personne")),
        ("Vous êtes passionné du Web.", ("you_are", "Vous êtes passionné", "")),
        ("Défend les droits de l’homme.", ("rights", "droits de l’homme", "droits de la personne")),
        ("Répond : oui.", ("colon", " :", f"{N}:")),
        ("Écrit « bien ».", ("opening", "« ", f"«{N}")),
        ("Atteint 20% du public.", ("unit", "0%", f"0{N}%")),
        ("Rédige l'avis.", ("apostrophe", "l'a", "l’a")),
    ],
)
def test_what_is_found_and_what_is_proposed(text, expected):
    assert expected in told(text)


@pytest.mark.parametrize(
    "text",
    [
        "Conseiller les autorités et les équipes.",
        "La personne doit conseiller les directions.",
        "Une conseillère ou un conseiller répond.",
        "Les citoyennes et citoyens écrivent.",
        "Choisit les mots employés par le public.",
        "Fait l’essai avec un lecteur d’écran.",
        "Améliore l’expérience utilisateur et le service client.",
        "Il faut répondre. Il s’agit d’un poste permanent.",
        "La ou le titulaire répond.",
        "Applique le standard sur l’accessibilité (SGQRI 008)",
        "Travaille pour la Direction générale (DG) et la DG seule.",
        "Connaît HTML, CSS et PDF.",
        "EXIGENCES DE LA DGCOM",
        "La gestion de projets est assurée.",
        "Le poste est situé à Québec.",
        "Écrit en langage clair et/ou simplifié.",
    ],
)
def test_what_is_left_in_peace(text):
    assert told(text) == []


def test_a_sentence_of_more_than_thirty_words_is_counted():
    text = "Court. " + " ".join(["mot"] * 31) + "."
    (hint,) = hints(text)
    assert hint == Hint("plain", "long_sentence", 7, len(text) - 1, text[7:-1], count=31)


def test_a_hint_stands_where_it_says():
    text = "Le titulaire agit afin de servir les citoyens; Il doit l'aider : oui."
    assert all(text[hint.start : hint.end] == hint.found for hint in hints(text))
    assert [hint.start for hint in hints(text)] == sorted(hint.start for hint in hints(text))
