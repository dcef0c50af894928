"""The judged queries point at things that exist."""

from tests.data.reading import competency_codes, keys, people, read_json


def known() -> dict[str, set[str]]:
    pages = {row["slug"] for row in read_json("demo/pages.json")["pages"]}
    return {
        "thread": keys("demo/threads.json"),
        "space": keys("demo/spaces.json"),
        "person": set(people()),
        "competency": competency_codes(),
        "course": {row["code"] for row in read_json("demo/courses.json")["courses"]},
        "page": pages | {row["slug"] for row in read_json("demo/notices.json")["statements"]},
    }


def test_40_queries_with_1_to_10_relevant_things_that_exist() -> None:
    rows, things = read_json("search/judged.json"), known()
    assert len({row["query"] for row in rows}) == len(rows) == 40
    for row in rows:
        assert 1 <= len(row["relevant"]) == len(set(row["relevant"])) <= 10, row["query"]
        for reference in row["relevant"]:
            kind, key = reference.split(":", 1)
            assert key in things[kind], (row["query"], reference)


def test_queries_cover_what_french_search_must_fold() -> None:
    queries = {row["query"] for row in read_json("search/judged.json")}
    assert queries >= {"accessibilite", "l'ecole", "coeur", "oeuvre", "coup d'oeil"}
    assert queries >= {"usager", "usagers", "travaux", "journaux"}
