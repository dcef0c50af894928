"""The talk sheet through its pages. No figure, no level, no verdict leaves with it."""

import datetime as dt
import re

from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags

from competencies.queries.frameworks import level_names
from learning.enums import Verdict
from learning.models import TalkSheet
from learning.views.documents import sheet_for_pdf
from people.models import AccessEntry
from tests.factories.competencies import LevelFactory


def form_of(run, competencies, **ticked):
    lines = {f"ligne-{one.pk}": "on" for one in competencies}
    return {"note": "Parlons-en.", **lines, **{f"question-{one.pk}": "Où m’y exercer?" for one in competencies}, **ticked}


def write(client, run, competencies):
    return client.post(reverse("learning:talk-sheet-edit", args=[run.pk]), form_of(run, competencies))


def show(client, sheet, person):
    until = timezone.localdate() + dt.timedelta(days=10)
    data = {"grantee": person.name, "until": until.isoformat()}
    return client.post(reverse("learning:talk-sheet-show", args=[sheet.pk]), data)


def main_of(page: str) -> str:
    """What stands in the work column, without its tags."""
    return strip_tags(re.search(r"<main.*?</main>", page, re.S)[0])


def test_undecided_are_ticked_first_gaps_and_strengths_are_offered(client_of, cast, competencies, diagnosed):
    page = client_of(cast.bruno).get(reverse("learning:talk-sheet-edit", args=[diagnosed.pk]))

    form = page.context["form"]
    assert [(one.competency, one.ticked) for one, *_fields in form.listed] == [
        (competencies[0], True), (competencies[1], False),
    ]  # fmt: skip
    assert [one.competency for one, *_fields in form.others] == [competencies[2]]


def test_a_ticked_line_needs_a_question_and_the_rest_is_kept(client_of, cast, competencies, diagnosed):
    posted = form_of(diagnosed, competencies, **{f"question-{competencies[0].pk}": "  "})
    answer = client_of(cast.bruno).post(reverse("learning:talk-sheet-edit", args=[diagnosed.pk]), posted)

    assert answer.status_code == 422
    assert "Écrivez une question, ou décochez la compétence." in answer.content.decode()
    assert "Parlons-en." in answer.content.decode()
    assert not TalkSheet.objects.exists()


def test_the_manager_is_proposed_and_reads_names_and_questions(client_of, cast, competencies, diagnosed):
    bruno, jules = client_of(cast.bruno), client_of(cast.jules)
    write(bruno, diagnosed, competencies[:2])
    sheet = TalkSheet.objects.get()
    assert cast.jules.name in bruno.get(reverse("learning:talk-sheet-show", args=[sheet.pk])).content.decode()
    show(bruno, sheet, cast.jules)

    page = jules.get(reverse("learning:talk-sheet-detail", args=[sheet.pk]))

    assert page.status_code == 200
    assert competencies[0].name_fr in page.content.decode()
    assert competencies[2].name_fr not in page.content.decode()
    assert [entry.viewer for entry in AccessEntry.objects.filter(person=cast.bruno)] == [cast.jules]
    assert jules.get(reverse("learning:result-detail", args=[diagnosed.pk])).status_code == 404


def test_no_figure_level_or_verdict_leaves(client_of, cast, competencies, diagnosed):
    for rank, name in enumerate(("Sensibilisation", "Application", "Maîtrise", "Expertise"), start=1):
        LevelFactory(rank=rank, name_fr=name)
    write(client_of(cast.bruno), diagnosed, competencies)
    sheet = TalkSheet.objects.get()
    show(client_of(cast.bruno), sheet, cast.jules)

    said = main_of(client_of(cast.jules).get(reverse("learning:talk-sheet-detail", args=[sheet.pk])).content.decode())
    printed = sheet_for_pdf(sheet, timezone.now())

    made = str(timezone.localdate(sheet.made_at).year)
    for text in (said, " ".join([printed["note"], *(f"{line['name']} {line['question']}" for line in printed["lines"])])):
        for word in [*level_names().values(), *(str(verdict.label) for verdict in Verdict), "écart", "force", "%", "svg"]:
            assert word.casefold() not in text.casefold(), word
    figures = set(re.findall(r"\d+", said)) - {made, str(timezone.localdate(sheet.made_at).day)}
    assert figures == set()
    assert set(printed) == {"title", "authors", "language", "lead", "note", "lines", "words"}
    assert all(set(line) == {"name", "question"} for line in printed["lines"])


def test_lines_stand_in_the_order_of_the_framework(client_of, cast, competencies, diagnosed):
    write(client_of(cast.bruno), diagnosed, list(reversed(competencies)))
    assert [line.competency for line in TalkSheet.objects.get().lines.all()] == competencies


def test_deleted_it_is_closed_to_who_was_shown_it(client_of, cast, competencies, diagnosed):
    write(client_of(cast.bruno), diagnosed, competencies)
    sheet = TalkSheet.objects.get()
    show(client_of(cast.bruno), sheet, cast.jules)

    client_of(cast.bruno).post(reverse("learning:talk-sheet-delete", args=[sheet.pk]))

    assert client_of(cast.jules).get(reverse("learning:talk-sheet-detail", args=[sheet.pk])).status_code == 404
    assert client_of(cast.jules).get(reverse("learning:shared-list")).context["received"] == []
