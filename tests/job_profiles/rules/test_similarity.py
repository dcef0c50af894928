"""The assistant judged on twelve realistic descriptions of three ministries: exact pairs, groups, competencies."""

import json
from itertools import combinations
from pathlib import Path

import pytest

from job_profiles.rules import extraction
from job_profiles.rules.alignment import align, closeness
from job_profiles.rules.similarity import Description, ReferenceCompetency, find

DATA = Path(__file__).parents[3] / "data"
# What a person expects of each description: the competencies that its text plainly asks for.
EXPECTED = {
    "community_mess": "COM1 CON1 CON3 CON4 STR5 WEB4",
    "community_mtmd": "COM1 CON1 STR5 WEB4",
    "community_mapaq": "COM1 RES1 STR1 STR5 WEB4",
    "web_mess": "WEB1 WEB2 WEB3",
    "web_mtmd": "WEB1 WEB2 WEB3",
    "web_mapaq": "CON5 WEB1 WEB2 WEB3",
    "adviser_mess": "STR1 STR2 STR3 STR4 STR5",
    "adviser_mtmd": "STR1 STR2 STR3 STR4 STR5",
    "adviser_mapaq": "PRO1 STR1 STR2 STR3",
    "designer_mess": "CON4 DES1",
    "research_mtmd": "DES3 DES4 DES5 RES1",
    "project_mapaq": "PRO1 PRO2",
}


@pytest.fixture(scope="module")
def corpus() -> tuple[list[str], list[Description]]:
    entries = json.loads((DATA / "demo/job_descriptions.json").read_text("utf-8"))
    found = [extraction.extract_text(entry["text"])[0] for entry in entries]
    texts = [
        Description(key, description.title, "\n".join(description.sections.values()))
        for key, description in enumerate(found)
    ]
    return [entry["key"] for entry in entries], texts


@pytest.fixture(scope="module")
def competencies() -> list[ReferenceCompetency]:
    entries = json.loads((DATA / "competencies/framework.json").read_text("utf-8"))["competencies"]
    return [
        ReferenceCompetency(
            entry["code"],
            entry["name_fr"],
            entry["definition_fr"],
            {level["rank"]: level["can_fr"] for level in entry["levels"]},
            tuple(label for label in [entry.get("esco_label_fr")] if label),
        )
        for entry in entries
    ]


@pytest.fixture(scope="module")
def findings(corpus, competencies):
    return find(corpus[1], competencies)


def test_near_duplicates_are_exactly_the_versions_of_one_job(corpus, findings):
    keys, _texts = corpus
    expected = {pair for pair in combinations(keys, 2) if pair[0].split("_")[0] == pair[1].split("_")[0]}
    assert {(keys[pair.first], keys[pair.second]) for pair in findings.pairs} == expected
    assert [[keys[key] for key in group] for group in findings.clusters] == [
        ["community_mess", "community_mtmd", "community_mapaq"],
        ["web_mess", "web_mtmd", "web_mapaq"],
        ["adviser_mess", "adviser_mtmd", "adviser_mapaq"],
    ]


def test_a_pair_says_what_it_shares_in_words_that_one_can_read(corpus, findings):
    keys, _texts = corpus
    pair = next(
        pair for pair in findings.pairs if keys[pair.first] == "community_mess" and keys[pair.second] == "community_mtmd"
    )
    assert pair.terms[:3] == ("médias sociaux", "anime les comptes", "commentaires")
    assert pair.sentences[0].first == (
        "Modère les commentaires selon la nétiquette et signale sans délai les situations sensibles à"
        " l’équipe des relations de presse"
    )
    assert pair.sentences[0].score == 1.0
    # The same in other forms of the words: « Rédige » and « Rédiger », « adapte » and « adapter ».
    assert pair.sentences[1].second == "Rédiger des publications en langage clair et les adapter à chaque plateforme"


def test_competencies_are_found_with_the_recall_and_precision_that_the_guide_says(corpus, findings):
    keys, _texts = corpus
    expected = {(key, code) for key, codes in EXPECTED.items() for code in codes.split()}
    found = {(keys[implied.key], implied.code) for implied in findings.implied}
    right = len(expected & found)
    assert (right / len(found) >= 0.85, right / len(expected) >= 0.8) == (True, True), (right, len(found), len(expected))


def test_an_implied_competency_carries_its_passage_and_a_level(corpus, findings):
    keys, _texts = corpus
    implied = {(keys[found.key], found.code): found for found in findings.implied}
    community = implied["community_mapaq", "COM1"]
    assert community.passages[0] == (
        "Animer les comptes de médias sociaux et répondre aux questions et aux commentaires du public"
    )
    assert (community.level, community.level_passage) == (3, community.passages[0])
    assert community.level_can.startswith("Peut animer une communauté dans la durée")


def test_the_same_input_gives_the_same_output_whatever_its_order(corpus, competencies, findings):
    assert find(list(reversed(corpus[1])), competencies) == findings


def test_progress_rises_to_its_end(corpus, competencies):
    marks: list[tuple[int, int]] = []
    find(corpus[1], competencies, lambda done, total: marks.append((done, total)))
    assert marks == sorted(marks)
    assert (marks[0], marks[-1]) == ((0, 100), (100, 100))


def test_nothing_and_one_description_give_nothing_to_compare(competencies):
    assert find([], competencies).pairs == []
    alone = find([Description(1, "Webmestre", "Publier des pages")], [])
    assert (alone.pairs, alone.clusters, alone.implied) == ([], [], [])
    assert find([Description(1, "", ""), Description(2, "", "")], competencies).pairs == []


def test_sentences_of_a_group_are_aligned_row_by_row():
    columns = [
        ["Répond aux questions du public", "Rédige des infolettres"],
        ["Gère le budget de la direction", "Répondre aux questions du public"],
        ["Rédige des infolettres", "Forme les porte-parole"],
    ]
    assert align(columns) == [
        [0, 1, None],
        [1, None, 0],
        [None, 0, None],
        [None, None, 1],
    ]
    assert align([]) == []


def test_two_sentences_of_one_column_never_share_a_row():
    assert align([["Publier des pages", "Publier des pages!"], ["Publier des pages"]]) == [[0, 0], [1, None]]


def test_closeness_of_two_sentences():
    assert closeness("Répondre au public.", "répondre au public") == 1.0
    assert closeness("Répondre au public", "Dessiner des affiches") == 0.0
