"""Diagnostics among one's own data: everything in the copy, nothing left after « Supprimer »."""

import csv
import io
import json
import zipfile

from django.urls import reverse

from competencies.models import Estimate, Measurement
from learning.actions.diagnostics import delete_everything
from learning.models import Answer, Run, TalkSheet, TalkSheetLine
from learning.panels.personal_data import erase
from learning.queries import my_data
from people.models import Grant
from people.queries.registries import data_exporters
from tests.cast import NOW, TODAY
from tests.factories.learning import TalkSheetFactory, TalkSheetLineFactory

KEYS = ("diagnostic", "diagnostic-answers", "diagnostic-levels", "diagnostic-measures", "talk-sheets")


def with_sheet(run, competency):
    sheet = TalkSheetFactory(run=run, note="Bonjour.")
    TalkSheetLineFactory(sheet=sheet, competency=competency, question="Quand?")
    for target in (sheet, Estimate.objects.first()):
        Grant.objects.create(
            person=run.person, grantee=run.person.managers.get().manager, target=target, label="Essai", created_at=NOW,
            until=TODAY,
        )  # fmt: skip


def test_every_row_is_in_the_copy(cast, competencies, diagnosed):
    with_sheet(diagnosed, competencies[0])

    counts = {key: len(data_exporters[key].export(cast.bruno)) for key in KEYS}

    assert counts == {
        "diagnostic": 3, "diagnostic-answers": 9, "diagnostic-levels": 3, "diagnostic-measures": 3, "talk-sheets": 1,
    }  # fmt: skip
    assert my_data.answer_rows(cast.bruno)[0]["réponse"] == "De façon autonome"
    assert my_data.run_rows(cast.bruno)[1]["verdict"] == "Écart"
    assert {key: len(data_exporters[key].export(cast.amina)) for key in KEYS} == dict.fromkeys(KEYS, 0)


def test_as_json_and_as_csv(client_of, cast, competencies, diagnosed):
    client = client_of(cast.bruno)
    found = json.loads(client.get(reverse("people:my-data-json")).content)["données"]
    archive = zipfile.ZipFile(io.BytesIO(client.get(reverse("people:my-data-csv")).content))

    assert [row["compétence"] for row in found["diagnostic"]["lignes"]] == [one.code for one in competencies]
    lines = list(csv.reader(io.StringIO(archive.read("diagnostic-levels.csv").decode("utf-8-sig"))))
    assert len(lines) == 4


def test_nothing_is_left(cast, competencies, diagnosed):
    with_sheet(diagnosed, competencies[0])

    erase(cast.bruno)

    for model in (Run, Answer, Estimate, Measurement, TalkSheet, TalkSheetLine, Grant):
        assert model.objects.count() == 0, model
    assert delete_everything(by=cast.bruno, at=NOW) == 0
