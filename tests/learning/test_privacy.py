"""Levels are in nobody else's pages, lists, searches, exports or answers of the API; one read gives them out."""

import ast
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse

from competencies.models import Estimate
from core.search import refresh
from tests.cast import NOW
from tests.factories.competencies import CompetencyFactory
from tests.factories.learning import CLEARLY_MET, TalkSheetFactory, TalkSheetLineFactory, finished_run, switch_on

MARK = "zibeline"
OTHERS = ("hugo", "jules", "farid", "gisele", "olga", "amina", "esther")
# Who reads or writes the tables of levels: their own actions and queries, results of one's own, shares, one's own data.
READERS = {
    "competencies/actions/estimates.py", "competencies/queries/estimates.py", "learning/actions/diagnostics.py",
    "learning/actions/runs.py", "learning/actions/shares.py", "learning/actions/retention.py", "learning/queries/history.py",
    "learning/queries/my_data.py", "learning/queries/results.py", "learning/queries/shares.py", "learning/views/shares.py",
    "learning/models/runs.py", "competencies/models/__init__.py",
}  # fmt: skip


@pytest.fixture
def run(cast):
    """Bruno's, on a competency whose name stands nowhere else, with a sheet that he shows to nobody."""
    switch_on(cast.bruno)
    run = finished_run(cast.bruno, {CompetencyFactory(name_fr=MARK.title(), name_en=MARK.title()): CLEARLY_MET}, at=NOW)
    TalkSheetLineFactory(sheet=TalkSheetFactory(run=run, note=MARK), competency=run.targets.get().competency)
    return run


@pytest.mark.parametrize("key", OTHERS)
def test_everything_of_bruno_s_is_404(client_of, cast, run, key):
    client, sheet, code = client_of(cast.people[key]), run.talk_sheet, run.targets.get().competency.code
    addresses = [
        *(
            reverse(f"learning:{name}", args=[run.pk])
            for name in ("result-detail", "result-pdf", "result-csv", "share-create")
        ),
        reverse("learning:result-item", args=[run.pk, code]),
        reverse("learning:shared-detail", args=[cast.bruno.pk]),
        *(reverse(f"learning:talk-sheet-{name}", args=[sheet.pk]) for name in ("detail", "pdf", "show")),
        reverse("learning:talk-sheet-edit", args=[run.pk]),
    ]
    assert {address: client.get(address).status_code for address in addresses} == dict.fromkeys(addresses, 404)


@pytest.mark.parametrize("key", OTHERS)
def test_no_page_about_bruno_says_that_he_was_measured(client_of, cast, run, key):
    """The same pages with and without a result, letter for letter of what names it."""
    refresh("person", [cast.bruno.pk])
    client = client_of(cast.people[key])
    pages = (
        cast.bruno.get_absolute_url(),
        reverse("people:person-list") + "?q=bruno",
        reverse("search") + "?q=bruno",
        reverse("search-suggestions") + "?q=bruno",
        reverse("learning:shared-list"),
        reverse("learning:diagnostic-home"),
        reverse("home"),
    )
    for address in pages:
        said = client.get(address).content.decode().casefold()
        assert MARK not in said, address


def test_the_directory_s_export_has_no_level(client_of, cast, run):
    for person in (cast.farid, cast.gisele, cast.olga):
        answer = client_of(person).get(reverse("people:person-export"))
        assert MARK not in b"".join(answer).decode().casefold()


def test_the_api_knows_no_level():
    """No module that answers machines names the tables of levels, or those of runs."""
    for path in [*Path(settings.BASE_DIR).glob("*/api.py"), *Path(settings.BASE_DIR).glob("*/views/api.py")]:
        assert not {"Estimate", "Measurement", "Run", "RunTarget", "TalkSheet"} & names_in(path), path


def test_one_read_gives_levels_out():
    """Whoever names the table of estimates stands in the list above; everybody else asks `visible_to` and `shared_with`."""
    apps = ("activity", "community", "competencies", "job_profiles", "learning", "mentoring", "network", "people", "watch")
    found = {
        str(path.relative_to(settings.BASE_DIR))
        for app in apps
        for path in (Path(settings.BASE_DIR) / app).rglob("*.py")
        if "migrations" not in path.parts and {"Estimate", "Measurement"} & names_in(path)
    }
    assert found <= READERS | {"competencies/models/estimates.py", "competencies/actions/evidence_measures.py"}


def names_in(path: Path) -> set[str]:
    tree = ast.parse(path.read_text("utf-8"))
    return {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)} | {
        alias.name for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) for alias in node.names
    }


def test_estimates_are_not_searched(cast, run):
    from core.models import SearchEntry

    assert Estimate.objects.exists()
    assert not SearchEntry.objects.filter(kind__in=("estimate", "run", "talksheet")).exists()
