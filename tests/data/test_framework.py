"""The framework, the profiles and what they tie to are whole and agree with one another."""

from tests.data.reading import competency_codes, read_csv, read_json

RANKS = [1, 2, 3, 4]


def test_framework_is_a_marked_proposal_of_25_competencies_in_7_groups() -> None:
    framework = read_json("competencies/framework.json")
    assert (framework["version"], framework["status"]) == ("2026.1", "proposal")
    assert "proposition" in framework["note_fr"]
    assert "proposal" in framework["note_en"]
    assert [level["rank"] for level in framework["levels"]] == RANKS
    assert [level["name_fr"] for level in framework["levels"]] == ["Sensibilisation", "Application", "Maîtrise", "Expertise"]
    assert [group["order"] for group in framework["groups"]] == [1, 2, 3, 4, 5, 6, 7]
    assert [competency["order"] for competency in framework["competencies"]] == list(range(1, 26))
    groups = {group["code"] for group in framework["groups"]}
    assert {competency["group"] for competency in framework["competencies"]} == groups
    assert len(competency_codes()) == 25


def test_each_of_the_100_statements_stands_in_both_languages() -> None:
    seen: set[str] = set()
    for competency in read_json("competencies/framework.json")["competencies"]:
        assert [level["rank"] for level in competency["levels"]] == RANKS
        for field in ("name_fr", "name_en", "definition_fr", "definition_en", "esco_uri", "esco_label_fr"):
            assert competency[field], (competency["code"], field)
        for level in competency["levels"]:
            assert level["can_fr"].startswith("Peut "), level["can_fr"]
            assert level["can_en"].startswith("Can "), level["can_en"]
            for text in (level["can_fr"], level["can_en"]):
                assert text.endswith("."), text
                assert 40 <= len(text) <= 260, (len(text), text)
                seen.add(text)
    assert len(seen) == 200


def test_every_skill_key_and_every_digcomp_number_resolves() -> None:
    framework, profiles = read_json("competencies/framework.json"), read_json("profiles/profiles.json")
    skills = {row["key"] for row in read_csv("competencies/gc_skills.csv")}
    used = {key for row in framework["competencies"] for key in row["gc_skill_keys"]}
    used |= {key for row in profiles for key in row["gc_skills"]}
    assert used == skills
    areas = read_json("competencies/digcomp3_competences.json")["areas"]
    numbers = {row["id"] for area in areas for row in area["competences"]}
    assert {number for row in framework["competencies"] for number in row["digcomp"]} <= numbers
